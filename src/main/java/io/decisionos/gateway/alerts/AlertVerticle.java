package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.AlertChannels.Listing;
import io.decisionos.gateway.alerts.book.Desk;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.book.Shared;
import io.decisionos.gateway.alerts.message.Links;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.ops.OpsChannels;
import io.decisionos.gateway.ops.Readiness;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.traffic.TrafficChannels;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Hears how things stand, has the desk decide who is told, and tells. A worker verticle, one
 * instance.
 */
final class AlertVerticle extends VerticleBase {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long TELL_MS = 200;
  private static final long LOOK_MS = 1000;
  // Writing takes at most about one part in so many of the time.
  private static final long REST = 10;

  private final Bus bus;
  private final Clock clock;
  private final DeskClock time;
  private final Setup setup;
  private final Desk desk;
  private final AlertFile file;
  private final LimitsWatch limits = new LimitsWatch();
  private Optional<Exchange> exchange = Optional.empty();
  private HttpPost http;
  private AlertSender sender;
  private TenantBook book = TenantBook.EMPTY;
  private long written;
  private long nextWrite = System.nanoTime();
  private boolean asking;

  /** What the verticle works with. */
  record Setup(
      AlertSettings settings,
      AlertsPart.Home home,
      AlertFile file,
      AlertMeters meters,
      StorageLedger storage,
      Optional<Board> board) {}

  AlertVerticle(Bus bus, Clock clock, Setup setup) {
    this.bus = bus;
    this.clock = clock;
    this.time = new DeskClock(clock, System::nanoTime, this::leapt);
    this.setup = setup;
    this.desk = new Desk(setup.home().gateway(), UUID.randomUUID().toString(), setup.settings());
    this.file = setup.file();
  }

  /** Completes when what earlier runs have told is known and nothing can be missed. */
  @Override
  public Future<?> start() {
    http = new HttpPost(vertx);
    sender = new AlertSender(http, setup.home().env(), clock);
    file.read().ifPresent(state -> desk.restore(state, now()));
    exchange = setup.board().map(board -> new Exchange(board, shared(), this::now));
    vertx.setPeriodic(TELL_MS, id -> tell());
    vertx.setPeriodic(LOOK_MS, id -> look());
    return bus.listen(AlertChannels.SETTINGS_CHANGED, next -> desk.turn(next, now()))
        .compose(v -> bus.listen(Conditions.JUDGED, judged -> desk.judge(judged, now())))
        .compose(v -> bus.listen(OpsChannels.LOOKED, this::looked))
        .compose(v -> bus.listen(TrafficChannels.COUNTED, s -> limits.add(s, now())))
        .compose(v -> bus.listen(TenantChannels.CHANGED, this::turn))
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(
            current -> {
              turn(current);
              return answers();
            })
        .compose(v -> met());
  }

  private Shared shared() {
    return new Shared(desk, setup.home().gateway());
  }

  /** Completes when others were heard, or cannot be. */
  private Future<Void> met() {
    return exchange
        .map(one -> one.meet().transform(met -> Future.<Void>succeededFuture()))
        .orElse(Future.succeededFuture());
  }

  private Future<Void> answers() {
    var silencing = new Silencing(desk, this::now, this::write, this::met);
    return bus.answer(AlertChannels.LIST, query -> listing(shown().list(query)))
        .compose(
            v -> bus.answer(AlertChannels.SILENCES, query -> silencing.all().map(Listing::new)))
        .compose(v -> bus.answer(AlertChannels.SILENCE, silencing::begin))
        .compose(v -> bus.answer(AlertChannels.LIFT, silencing::end))
        .compose(v -> bus.answer(AlertChannels.TEST, this::test));
  }

  @Override
  public Future<?> stop() {
    Future<Void> left = exchange.map(Exchange::leave).orElse(Future.succeededFuture());
    return left.compose(
        v -> {
          file.write(desk.state());
          return http == null ? Future.succeededFuture() : http.close();
        });
  }

  private Instant now() {
    return time.now();
  }

  private void leapt(Duration by) {
    desk.leapt(by);
    limits.leapt(by);
  }

  private Links links() {
    return new Links(desk.settings().externalUrl().orElse(setup.home().base()));
  }

  private AlertsJson shown() {
    return new AlertsJson(desk, links(), now());
  }

  private static Future<Listing> listing(JsonObject json) {
    return Future.succeededFuture(new Listing(json));
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= book.generation()) {
      book = next;
    }
  }

  private void looked(Readiness.Report report) {
    ReadinessWatch.of(report.checks()).forEach(conditions -> desk.judge(conditions, now()));
    Check tenants = report.checks().get("tenants");
    if (tenants != null && tenants.state() == Check.State.OK) {
      desk.judge(new Conditions(BuiltIn.TENANT_CONFIG_INVALID.word(), List.of()), now());
      desk.judge(new Conditions(BuiltIn.TENANTS_DIRECTORY_GONE.word(), List.of()), now());
    } else if (tenants != null && !asking) {
      asking = true;
      bus.ask(TenantChannels.REPORT, new TenantChannels.ReportQuery(), PATIENCE)
          .onSuccess(all -> ReadinessWatch.of(all).forEach(found -> desk.judge(found, now())))
          .onComplete(done -> asking = false);
    }
  }

  /** What is not told by others, and the metric. */
  private void look() {
    Instant now = now();
    desk.judge(limits.rates(now), now);
    double least = desk.settings().rule(BuiltIn.TENANT_STORAGE_NEAR_FULL).threshold().orElse(0);
    desk.judge(LimitsWatch.storage(book, setup.storage(), least), now);
    desk.judge(Heartbeat.CONDITIONS, now);
    setup.meters().show(desk.firing(now));
    met();
  }

  private void tell() {
    exchange.ifPresent(one -> desk.lead(one.teller(), now()));
    desk.due(now()).forEach(this::send);
    if (desk.version() != written && System.nanoTime() >= nextWrite) {
      write();
    }
  }

  private void send(Dispatch dispatch) {
    Future<Boolean> clear =
        exchange.map(one -> one.cleared(dispatch)).orElse(Future.succeededFuture(true));
    clear.onSuccess(
        isClear -> {
          if (isClear) {
            post(dispatch);
          } else {
            desk.withdrawn(dispatch);
          }
        });
  }

  private void post(Dispatch dispatch) {
    sender
        .send(dispatch, links())
        .onSuccess(
            outcome -> {
              setup.meters().count(outcome.result());
              desk.answered(dispatch, outcome, now());
              met();
              tell();
            });
  }

  private boolean write() {
    long began = System.nanoTime();
    long version = desk.version();
    boolean done = file.write(desk.state());
    long took = System.nanoTime() - began;
    nextWrite = System.nanoTime() + Math.max(TimeUnit.MILLISECONDS.toNanos(TELL_MS), REST * took);
    written = done ? version : written;
    return done;
  }

  private Future<Listing> test(AlertChannels.TestOrder order) {
    return desk.settings()
        .receiver(order.receiver())
        .map(
            receiver ->
                new TestMessage(receiver, setup.home().gateway(), now()).send(sender, links()))
        .orElseGet(
            () ->
                Future.failedFuture(
                    Problem.of(
                            ProblemType.REQUEST_INVALID,
                            "Send the name of a receiver of alerts.yaml as receiver; GET"
                                + " /ops/alerts lists them.")
                        .asException()));
  }
}
