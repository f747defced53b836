package io.decisionos.gateway.cards.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.follow.FileFollower;
import io.decisionos.gateway.cards.follow.KnownPlaces;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A log of events without an event loop: nothing is committed before a test says so. */
public final class OpenLog implements AutoCloseable {
  public static final TenantId ACME = new TenantId("acme-corp");
  public static final TenantId OTHER = new TenantId("default");

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final List<TenantId> told = new ArrayList<>();
  private Optional<TenantId> deaf = Optional.empty();
  private Instant now = Instant.parse("2026-03-01T23:59:30Z");
  private final LogSite site;
  private final TenantLogs logs;
  private final EventLog log;
  private final FileFollower follower;
  private final Checkpointer checkpointer;

  public OpenLog(Path data) throws IOException {
    this(data, FileOpener.DISK, 100);
  }

  public OpenLog(Path data, FileOpener disk, int mostReasons) throws IOException {
    var aside =
        new LogSite.Aside() {
          @Override
          public <T> Future<T> run(Callable<T> work) {
            try {
              return Future.succeededFuture(work.call());
            } catch (Exception e) {
              return Future.failedFuture(e);
            }
          }
        };
    site = new LogSite(data, false, disk, () -> now, tasks::add, aside);
    logs = TenantLogs.open(site);
    log = new EventLog(site, logs, mostReasons, this::tell);
    follower = new FileFollower(new FollowedTenantLogs(site, logs, log, mostReasons), () -> now);
    checkpointer = new Checkpointer(logs, aside, 0);
  }

  /** Whoever is told of this tenant's counts from now on fails. */
  public void failToTell(TenantId tenant) {
    deaf = Optional.of(tenant);
  }

  private void tell(TenantId tenant) {
    if (deaf.equals(Optional.of(tenant))) {
      throw new IllegalStateException("a bug of whoever is told");
    }
    told.add(tenant);
  }

  /** Lets what was asked for happen. */
  public void settle() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Lets the first thing happen that was asked for. */
  public void step() {
    tasks.remove().run();
  }

  public Future<Integer> append(TenantId tenant, ReasonEvent... events) {
    return log.append(
        tenant,
        new BatchRecord(List.of(events), Optional.empty(), Optional.empty()),
        Long.MAX_VALUE);
  }

  public Future<Integer> append(String key, String body, ReasonEvent... events) {
    var receipt = Receipt.of(key, body.getBytes(UTF_8), events.length, now.toEpochMilli());
    return log.append(
        ACME,
        new BatchRecord(List.of(events), Optional.of(receipt), Optional.empty()),
        Long.MAX_VALUE);
  }

  /** Appends and commits. */
  public void have(TenantId tenant, ReasonEvent... events) {
    Future<Integer> done = append(tenant, events);
    settle();
    if (done.failed()) {
      throw new AssertionError(done.cause());
    }
  }

  /** Looks at the files of other processes until there is nothing new. */
  public void follow() {
    Future<Boolean> more;
    do {
      more = follower.look();
      settle();
    } while (more.result());
  }

  /** Tries again what could not be opened. */
  public void retry() {
    logs.retry();
  }

  /** Why tenants' logs cannot be opened. */
  public Map<TenantId, String> closed() {
    return logs.faults();
  }

  public void checkpoint() {
    checkpointer.relieve();
  }

  public void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  public ReasonCounts counts(TenantId tenant) {
    return logs.find(tenant).map(TenantLog::view).orElse(ReasonCounts.NOTHING);
  }

  /** All that is counted of a tenant. */
  public String all(TenantId tenant) {
    return counts(tenant).between(Instant.MIN, Instant.MAX).toString();
  }

  /** How far a tenant's files are read. */
  public KnownPlaces followed(TenantId tenant) {
    return of(tenant).followed();
  }

  /** What a tenant's log takes on the disk. */
  public long bytes(TenantId tenant) {
    return of(tenant).bytes();
  }

  TenantLog of(TenantId tenant) {
    return logs.find(tenant).orElseThrow();
  }

  EventLog log() {
    return log;
  }

  public FileFollower follower() {
    return follower;
  }

  public List<TenantId> told() {
    return told;
  }

  @Override
  public void close() {
    try {
      logs.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
