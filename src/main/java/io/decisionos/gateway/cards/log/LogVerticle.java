package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.follow.FileFollower;
import io.decisionos.gateway.cards.log.LogChannels.Counted;
import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.disk.DiskFault;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the logs of events and what is counted of them. A worker verticle, one instance; batches are
 * read and large files are written on threads of their own.
 */
public final class LogVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(LogVerticle.class);
  private static final long HOUSE_MS = 1000;

  /** A start that cannot work has to end within five seconds, and what comes later can find so. */
  static final Duration FIRST_LOOK_PATIENCE = Duration.ofSeconds(3);

  private final Bus bus;
  private final Home home;
  private final LogSettings settings;
  private final LogMeters meters;
  private final Optional<EventTopic.Opener> opener;
  private TenantLogs logs;
  private EventLog log;
  private Optional<TopicLog> topic = Optional.empty();
  private Checkpointer checkpointer;
  private FileFollower follower;
  private FollowRounds rounds;
  private LogNews news;

  /**
   * Where the logs live.
   *
   * @param data the gateway's data directory
   * @param ledger is told what the events of each tenant take
   */
  public record Home(Path data, InstantSource clock, FileOpener disk, StorageLedger ledger) {}

  /**
   * Logs of events.
   *
   * @param opener empty if events are this gateway's own
   */
  public LogVerticle(
      Bus bus,
      Home home,
      LogSettings settings,
      LogMeters meters,
      Optional<EventTopic.Opener> opener) {
    this.opener = opener;
    this.bus = bus;
    this.home = home;
    this.settings = settings;
    this.meters = meters;
  }

  /**
   * Completes when everything is counted that the logs hold and that other processes have written
   * so far; of the latter what there is patience for.
   */
  @Override
  public Future<?> start() throws IOException {
    LogSite site = site(vertx.createSharedWorkerExecutor("events-files", 1));
    if (opener.isPresent()) {
      OwnSegments.refuse(site.events());
    }
    logs = TenantLogs.open(site);
    log = new EventLog(site, logs, settings.mostReasons(), this::counted);
    checkpointer = new Checkpointer(logs, site.aside(), settings.memoryBytes());
    topic = openTopic(site);
    Appender appender = topic.<Appender>map(shared -> shared).orElse(log);
    var intake = new Intake(vertx, bus, home.clock(), meters, appender);
    var followed = new FollowedTenantLogs(site, logs, appender, settings.mostReasons());
    follower = new FileFollower(followed, home.clock());
    rounds = new FollowRounds(vertx, follower, settings.follow());
    logs.byTenant()
        .forEach((tenant, open) -> home.ledger().set(tenant, Holder.EVENTS, open.bytes()));
    news = new LogNews(bus, home.clock(), totals().badLines());
    vertx.setPeriodic(HOUSE_MS, id -> keepHouse());
    read();
    return bus.answerInTime(LogChannels.APPEND, intake::append)
        .compose(v -> bus.answer(LogChannels.COUNTS, query -> counts(query.tenant())))
        .compose(
            v -> bus.answer(LogChannels.CHECK, query -> Future.succeededFuture(check().check())))
        .compose(v -> caughtUp());
  }

  /** Where the logs are, and how work comes back to this verticle or goes aside. */
  private LogSite site(WorkerExecutor aside) {
    return new LogSite(
        home.data(),
        opener.isPresent(),
        home.disk(),
        home.clock(),
        task -> context.runOnContext(v -> task.run()),
        new LogSite.Aside() {
          @Override
          public <T> Future<T> run(Callable<T> work) {
            return aside.executeBlocking(work, true);
          }
        });
  }

  private Optional<TopicLog> openTopic(LogSite site) throws IOException {
    if (opener.isEmpty()) {
      return Optional.empty();
    }
    var positions = TopicPositions.open(site.logs());
    EventTopic open = opener.get().open(positions.gateway());
    return Optional.of(new TopicLog(site, logs, log, open, positions));
  }

  /** Reads what is there: of the topic first, which says how far files are read. */
  private void read() {
    Future<Void> first = topic.map(TopicLog::follow).orElse(Future.succeededFuture());
    first.onComplete(done -> context.runOnContext(v -> rounds.look()));
  }

  private Future<Void> caughtUp() {
    return rounds
        .caughtUp()
        .timeout(FIRST_LOOK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        // What that is not enough for is taken in beside the answers.
        .otherwiseEmpty();
  }

  private Future<ReasonCounts> counts(TenantId tenant) {
    if (logs.faults().containsKey(tenant)) {
      IOException cause = new IOException(logs.faults().get(tenant));
      return Future.failedFuture(DiskFault.problem(cause).asException());
    }
    return Future.succeededFuture(
        logs.find(tenant).map(TenantLog::view).orElse(ReasonCounts.NOTHING));
  }

  private void counted(TenantId tenant) {
    logs.find(tenant)
        .ifPresent(
            open -> {
              home.ledger().set(tenant, Holder.EVENTS, open.bytes());
              bus.announce(LogChannels.COUNTED, new Counted(tenant));
            });
  }

  private void keepHouse() {
    try {
      logs.retry();
      log.probe();
      for (TenantLog open : logs.all()) {
        // All gateways forget keys by the time of the topic, so that they decide alike.
        open.keepHouse(topic.isPresent() ? open.newest() : home.clock().instant());
      }
      if (topic.isPresent()) {
        topic.get().keepHouse();
      }
    } catch (IOException e) {
      LOG.warn("housekeeping of events failed cause={}", e.toString());
    }
    checkpointer.relieve();
    LogCheck now = check();
    meters.show(now.totals());
    news.hear(now);
  }

  private LogCheck check() {
    Optional<String> trouble = topic.flatMap(TopicLog::trouble);
    return new LogCheck(log.faults(), logs.faults(), follower.unreadable(), totals(), trouble);
  }

  private LogMeters.Totals totals() {
    return logs.totals(follower.behind());
  }

  /** Completes when everything that was answered is safe and every file is closed. */
  @Override
  public Future<?> stop() {
    if (logs == null) {
      return Future.succeededFuture();
    }
    rounds.stop();
    return topic.map(TopicLog::close).orElse(Future.succeededFuture()).compose(v -> finish());
  }

  private Future<Void> finish() {
    // What is staged, and what a last look has found, is committed before the files are closed.
    log.commit();
    return rounds
        .over()
        .compose(
            over -> {
              log.commit();
              return checkpointer.finishAll();
            })
        .transform(done -> close());
  }

  private Future<Void> close() {
    try {
      if (topic.isPresent()) {
        topic.get().keepHouse();
      }
      logs.close();
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }
}
