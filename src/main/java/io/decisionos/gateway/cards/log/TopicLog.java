package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.cards.topic.EventTopic.Arrived;
import io.decisionos.gateway.disk.DiskFault;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of all gateways: records are sent to the topic, and what comes out of it is committed to
 * the copy of this gateway together with the place in the topic, so that each is counted once,
 * whatever is killed. Which of two batches under one key counts follows from the topic alone, so
 * that all gateways decide alike. For one thread, home, but for {@link #take}.
 */
final class TopicLog implements Appender, EventTopic.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLog.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final LogSite site;
  private final TenantLogs logs;
  private final EventLog log;
  private final EventTopic topic;
  private final TopicSending sending;
  private final TopicPositions positions;
  private final TopicOutcomes outcomes = new TopicOutcomes();
  private final Set<Integer> doubtful = new HashSet<>();

  TopicLog(
      LogSite site, TenantLogs logs, EventLog log, EventTopic topic, TopicPositions positions) {
    this.site = site;
    this.logs = logs;
    this.log = log;
    this.topic = topic;
    this.sending = new TopicSending(site, topic);
    this.positions = positions;
  }

  /** The name under which a gateway's own log is moved; places in files are that gateway's then. */
  static String importer(String gateway, String id) {
    return gateway + '/' + id;
  }

  /** Begins to read; completes when all is counted that was there at first. */
  Future<Void> follow() {
    return topic.follow(positions.all(), this);
  }

  @Override
  public Future<Integer> append(TenantId tenant, BatchRecord batch, long allowance) {
    if (!sending.isOpen(tenant)) {
      return Future.failedFuture(unavailable());
    }
    TenantLog open;
    try {
      open = logs.of(tenant);
    } catch (IOException e) {
      return Future.failedFuture(DiskFault.problem(e).asException());
    }
    Optional<Receipt> before = batch.receipt().flatMap(next -> repeated(open, Map.of(), next));
    if (before.isPresent()) {
      return isSame(before.get(), batch)
          ? Future.succeededFuture(before.get().events())
          : Future.failedFuture(EventLog.mismatch().asException());
    }
    ByteBuffer record = batch.encode();
    Optional<Problem> refusal = log.refusal(open, batch, record.limit(), allowance);
    if (refusal.isPresent()) {
      return Future.failedFuture(refusal.get().asException());
    }
    return batch.followed().isPresent() ? sendFollowed(tenant, record) : send(tenant, record);
  }

  private static ProblemException unavailable() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "Kafka cannot be used now and nothing was stored. Try again in a second.")
        .retryAfter(RETRY)
        .asException();
  }

  private static Optional<Receipt> repeated(
      TenantLog open, Map<String, Receipt> fresh, Receipt next) {
    return Optional.ofNullable(fresh.get(next.key()))
        .or(() -> open.receipt(next.key()))
        .filter(known -> known.isRepeatedBy(next));
  }

  private static boolean isSame(Receipt before, BatchRecord batch) {
    return before.body().equals(batch.receipt().orElseThrow().body());
  }

  private Future<Integer> send(TenantId tenant, ByteBuffer record) {
    return sending.send(tenant, record).compose(outcomes::of);
  }

  /**
   * If nobody knows whether the last part of a file is in the topic, no further one is sent until
   * that is known: what comes behind a record that was sent later decides it.
   */
  private Future<Integer> sendFollowed(TenantId tenant, ByteBuffer record) {
    int partition = topic.partition(tenant);
    if (doubtful.contains(partition)) {
      send(tenant, BatchRecord.NOTHING.encode()).onSuccess(known -> doubtful.remove(partition));
      return Future.failedFuture(unavailable());
    }
    return send(tenant, record).onFailure(cause -> doubtful.add(partition));
  }

  @Override
  public Future<Void> take(List<Arrived> records) {
    Promise<Void> taken = Promise.promise();
    site.home()
        .execute(
            () -> {
              try {
                takeAtHome(records).onComplete(taken);
              } catch (IOException | RuntimeException e) {
                taken.fail(e);
              }
            });
    return taken.future();
  }

  private Future<Void> takeAtHome(List<Arrived> records) throws IOException {
    List<Future<Void>> commits = new ArrayList<>();
    List<Runnable> known = new ArrayList<>();
    Map<TenantId, Map<String, Receipt>> fresh = new HashMap<>();
    for (Arrived arrived : records) {
      TenantLog open = logs.of(arrived.tenant());
      if (!open.has(arrived.place())) {
        Map<String, Receipt> receipts =
            fresh.computeIfAbsent(arrived.tenant(), tenant -> new HashMap<>());
        Decided decided = decide(arrived, open, receipts);
        commits.add(log.take(arrived.tenant(), decided.record()));
        known.add(() -> tell(arrived, decided));
      }
    }
    return Future.all(commits)
        .onSuccess(
            done -> {
              known.forEach(Runnable::run);
              records.forEach(each -> positions.passed(each.place()));
            })
        .mapEmpty();
  }

  /**
   * What a record comes to.
   *
   * @param record as it is committed here
   */
  private record Decided(BatchRecord record, int events, Optional<Problem> refusal) {}

  private Decided decide(Arrived arrived, TenantLog open, Map<String, Receipt> fresh) {
    Optional<BatchRecord> read = BatchRecord.decode(arrived.record().duplicate());
    if (read.isEmpty()) {
      LOG.error("passed over what is no record of ours place={}", arrived.place());
    }
    String gateway = positions.gateway();
    boolean isOwn =
        arrived.writer().equals(gateway) || arrived.writer().startsWith(importer(gateway, ""));
    BatchRecord sent = read.orElse(BatchRecord.NOTHING);
    BatchRecord record = (isOwn ? sent : sent.withoutFollowed()).at(arrived.place());
    Optional<Receipt> before = sent.receipt().flatMap(next -> repeated(open, fresh, next));
    if (before.isPresent()) {
      boolean isSame = isSame(before.get(), sent);
      return new Decided(
          BatchRecord.NOTHING.at(arrived.place()),
          before.get().events(),
          isSame ? Optional.empty() : Optional.of(EventLog.mismatch()));
    }
    sent.receipt().ifPresent(receipt -> fresh.put(receipt.key(), receipt));
    return new Decided(record, record.events().size(), Optional.empty());
  }

  private void tell(Arrived arrived, Decided decided) {
    if (!arrived.writer().equals(positions.gateway())) {
      return;
    }
    decided
        .refusal()
        .ifPresentOrElse(
            why -> outcomes.refused(arrived.place(), why),
            () -> outcomes.counted(arrived.place(), decided.events()));
  }

  /**
   * Has on the disk how far this gateway is, and tries partitions that took nothing; may be called
   * often.
   */
  void keepHouse() throws IOException {
    sending.tryAgain();
    positions.write();
  }

  Optional<String> trouble() {
    return sending.trouble();
  }

  /** Ends the reading, which may wait for home; so not there. */
  Future<Void> close() {
    return site.aside()
        .run(
            () -> {
              topic.close();
              return null;
            });
  }
}
