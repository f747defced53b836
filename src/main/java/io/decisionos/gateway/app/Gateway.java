package io.decisionos.gateway.app;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.alerts.AlertsPart;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.EvidenceMeters;
import io.decisionos.gateway.evidence.EvidenceVerticle;
import io.decisionos.gateway.evidence.log.LogKeys;
import io.decisionos.gateway.http.Instruments;
import io.decisionos.gateway.http.Listener;
import io.decisionos.gateway.http.connection.AcceptGate;
import io.decisionos.gateway.http.connection.ConnectionBound;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keysource.SourcesPart;
import io.decisionos.gateway.ops.Lifecycle;
import io.decisionos.gateway.overlay.OverlayVerticle;
import io.decisionos.gateway.rotation.RotationPart;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantMeters;
import io.decisionos.gateway.tenant.TenantNews;
import io.decisionos.gateway.tenant.TenantVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The composition root. {@link #start} reads as the boot order: what others need comes first, the
 * tenants' door last. Thread-safe.
 */
public final class Gateway {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Path confDirectory;
  private final ConfReader reader;
  private final Map<String, Object> values;
  private final Conf conf;
  private final GatewayConfig.Fixed fixed;
  private final Clock clock;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final TracesPart traces;
  private final Bus bus;
  private final Instruments instruments;
  private final OpsPart operators;
  private final Parts parts;
  private final StoragePart storage;
  private final EventsPart events;
  private final CardsPart cards;
  private final KeyRegistry keys = new KeyRegistry();
  private final AccessPart access;
  private final QuotaPart quota;
  private final SloPart slo;
  private final UsagePart usage;
  private final AlertsPart alerts;
  private final Seal seal;
  private final RotationPart rotation;
  private final FleetPart fleet;
  private final Doors doors;

  /**
   * A gateway that has read its configuration and not started.
   *
   * @throws RuntimeException whose message is the one line that the operator reads, if the
   *     configuration is bad
   */
  public Gateway(Environment environment) {
    this(environment, Machine.REAL);
  }

  /** Likewise, on a machine whose clock and disk a test may disturb. */
  public Gateway(Environment environment, Machine machine) {
    this.clock = machine.clock();
    this.confDirectory = environment.confDirectory();
    this.reader = new ConfReader(environment);
    this.values = reader.readAll(confDirectory);
    this.conf = reader.conf(values);
    this.fixed = conf.gateway().fixed();
    Descriptors.require(fixed.loops());
    DataDirectory.prepare(fixed.data());
    var bound = ConnectionBound.ofProcess(fixed.connectionsPerAddress());
    this.vertx = Engine.withLoops(fixed.loops(), new AcceptGate(meters, bound));
    this.traces = TracesPart.of(fixed.traces(), clock);
    this.bus = new Bus(vertx, meters, traces.tracer());
    this.usage = new UsagePart(bus, clock);
    this.slo = new SloPart(bus, clock, conf.defaults().slo(), meters);
    var measured = new Measured(meters, clock, fixed.namedTenants(), bus);
    this.instruments = measured.at(bound, List.of(slo.observers(), usage.observers()));
    this.operators = new OpsPart(bus, clock, new Lifecycle());
    this.parts = new Parts(vertx);
    this.storage = StoragePart.of(bus, machine, fixed);
    this.cards = CardsPart.of(bus, fixed.patience(), clock, fixed.streams());
    this.access = AccessPart.of(bus, fixed, clock, keys, meters);
    this.quota = new QuotaPart(bus, fixed.data(), meters);
    this.events = new EventsPart(storage, fixed.events(), meters);
    byte[] secret = Secret.of(fixed.secret());
    this.seal = new Seal(secret);
    this.rotation = new RotationPart(bus, keys, clock, secret);
    this.fleet = new FleetPart(bus, fixed, reader.prints(), keys, secret);
    this.alerts =
        new AlertsPart(bus, clock, conf.alerts(), () -> Home.of(fleet, fixed, environment::secret));
    this.doors =
        new Doors(
            bus,
            conf.gateway(),
            instruments,
            access,
            new Doors.Features(
                operators, storage, events, cards, quota, slo, usage, alerts, rotation, fleet,
                seal));
  }

  /** What a started gateway can say of itself. */
  public record Started(int httpPort, int opsPort, int tenants) {}

  /**
   * Starts everything; completes when callers can come.
   *
   * @param announcement says that they can, before {@code /readyz} does
   * @return fails after whatever had started is stopped again; {@link #stop} releases the rest
   */
  public Future<Started> start(Consumer<Started> announcement) {
    Promise<Integer> httpPort = Promise.promise();
    Promise<Integer> opsPort = Promise.promise();
    return Listener.probe(vertx, doors.tenantsListener(httpPort::tryComplete))
        .compose(v -> parts.worker("data", new DataVerticle(fixed.data())))
        .compose(v -> access.start(parts))
        .compose(v -> parts.worker("conf", conf()))
        .compose(v -> parts.worker("ops", doors.ops(opsPort::tryComplete)))
        .compose(v -> parts.worker("keysource", sources()))
        .compose(v -> parts.worker("keys", rotation.verticle(meters)))
        .compose(v -> parts.worker("tenants", tenants()))
        .compose(v -> parts.worker("overlay", new OverlayVerticle(bus, conf.defaults())))
        .compose(v -> parts.worker("evidence", evidence()))
        .compose(
            v -> storage.start(new StoragePart.Home(parts, fixed.data(), fixed.loops(), meters)))
        .compose(v -> fleet.start(fleetHome()))
        .compose(v -> events.start(parts, fixed.data()))
        .compose(v -> cards.start(parts, conf.catalog(), seal))
        .compose(v -> quota.start(parts, clock, storage.users(fixed.fleet())))
        .compose(v -> slo.start(parts, fixed.data(), storage.sheets(fixed.fleet())))
        .compose(v -> usage.start(parts, fixed, storage))
        .compose(v -> traces.start(parts, meters, fixed.fleet().name()))
        .compose(
            v -> parts.eventLoop("http", () -> doors.http(httpPort::tryComplete), fixed.loops()))
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .compose(book -> started(httpPort.future(), opsPort.future(), book.tenants().size()))
        .map(fleet::opened)
        .compose(opened -> parts.worker("alerts", alerts()).map(opened))
        .compose(started -> operators.ready(started, announcement))
        .onSuccess(started -> OnceOpen.begin(vertx, meters, fixed.data()))
        .recover(cause -> parts.stop().transform(stopped -> Future.failedFuture(cause)));
  }

  private static Future<Started> started(
      Future<Integer> httpPort, Future<Integer> opsPort, int tenants) {
    return httpPort.compose(http -> opsPort.map(ops -> new Started(http, ops, tenants)));
  }

  private FleetPart.Home fleetHome() {
    return new FleetPart.Home(parts, storage, quota.rates(), operators.lifecycle(), meters);
  }

  private ConfVerticle conf() {
    var source = new ConfVerticle.Watched(confDirectory, reader, values);
    return new ConfVerticle(bus, source, clock, keys);
  }

  private Deployable sources() {
    return SourcesPart.verticle(bus, keys, fixed.sources(), clock, meters);
  }

  private TenantVerticle tenants() {
    var news = new TenantNews(bus, new TenantMeters(meters), clock);
    return new TenantVerticle(bus, fixed.tenants(), conf.gateway().live().tenants(), news, clock);
  }

  private EvidenceVerticle evidence() {
    var measured = new EvidenceMeters(meters);
    var signing =
        new LogKeys(
            keys::book, fixed.data().resolve(LogKeys.FILE), fixed.evidence().logOrigin(), clock);
    var rules =
        new EvidenceVerticle.Rules(
            fixed.evidence(), conf.retention(), storage.ledger(), signing, fixed.archive());
    return new EvidenceVerticle(bus, fixed.data(), rules, seal, measured);
  }

  private Deployable alerts() {
    return alerts.verticle(
        meters, fixed.namedTenants(), storage.ledger(), storage.board(fixed.fleet()));
  }

  /** Looks at the tenants' files and at {@code conf/} now, as far as somebody does already. */
  void reload() {
    operators.reload();
  }

  /**
   * Drains and stops: not ready any more, then no new connections, then the requests in flight,
   * then the rest. Safe to call twice; completes within the drain's bounds, and fails if a part did
   * not stop as it should.
   */
  public Future<Void> stop() {
    boolean wasReady = operators.draining();
    instruments.drain().begin();
    Future<Void> delay =
        wasReady && !fixed.shutdownDelay().isZero()
            ? vertx.timer(fixed.shutdownDelay().toMillis(), TimeUnit.MILLISECONDS).mapEmpty()
            : Future.succeededFuture();
    // A future of a context could not complete once its event loop is gone.
    Promise<Void> stopped = Promise.promise();
    delay
        .compose(v -> parts.stop())
        .onComplete(
            parted -> {
              instruments.loops().close();
              vertx.close().onComplete(closed -> end(stopped, parted.cause()));
            });
    return stopped.future();
  }

  private static void end(Promise<Void> stopped, Throwable cause) {
    if (cause == null) {
      stopped.complete();
    } else {
      stopped.fail(cause);
    }
  }

  GatewayConfig config() {
    return conf.gateway();
  }
}
