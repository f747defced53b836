package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.http.Listener;
import io.decisionos.gateway.http.ListenerParts;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.RouteTable;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantReport;
import io.decisionos.gateway.traffic.TrafficChannels;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The operators' listener. A worker verticle, one instance: a list of ten thousand tenants or a
 * large scrape must not hold up an event loop that serves tenants.
 */
public final class OpsVerticle extends VerticleBase {
  private static final long ELECTION_MS = 10_000;
  private static final long LOOK_MS = 1000;
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Clock clock = Clock.systemUTC();
  private final Bus bus;
  private final ListenerParts parts;
  private final Path data;
  private final Lifecycle lifecycle;
  private final Contributions contributions;
  private final Derived<TenantReport, Check> tenantsCheck = new Derived<>(TenantsCheck::of);
  private OpsBooks books;
  private Readiness readiness;
  private CheckMeters checkMeters;
  private TenantBook book = TenantBook.EMPTY;
  private Listener listener;
  private boolean looking;

  /**
   * What features add to the operators' side.
   *
   * @param checks parts of {@code /readyz}
   * @param facets parts of {@code /ops/tenants/{id}}
   * @param routes further rows of the table of routes
   */
  public record Contributions(
      List<ReadinessCheck> checks, List<TenantFacet> facets, List<RouteSource> routes) {}

  /**
   * A verticle that has not started.
   *
   * @param data the data directory, for the timeline
   */
  public OpsVerticle(
      Bus bus, ListenerParts parts, Path data, Lifecycle lifecycle, Contributions contributions) {
    this.bus = bus;
    this.parts = parts;
    this.data = data;
    this.lifecycle = lifecycle;
    this.contributions = contributions;
  }

  /** Completes when the port is open; the gateway need not be ready then. */
  @Override
  public Future<?> start() {
    return OpsBooks.open(vertx, data, parts.instruments(), clock)
        .compose(this::listen)
        .compose(v -> bus.answer(OpsChannels.READY, q -> readiness.ask()))
        .compose(v -> routes())
        .compose(
            routes -> {
              listener =
                  Listener.withoutTenants(
                      vertx,
                      parts,
                      new RouteTable(routes),
                      request -> SameSite.check(request, secure()));
              return listener.open(bus);
            })
        .onSuccess(parts.opened());
  }

  private boolean secure() {
    return parts.bind().tls().isSecure();
  }

  private Future<Void> listen(OpsBooks opened) {
    books = opened;
    List<ReadinessCheck> checks = checks();
    readiness = new Readiness(bus, lifecycle, checks, clock);
    checkMeters = new CheckMeters(parts.instruments().meters(), Readiness.names(checks));
    vertx.setPeriodic(ELECTION_MS, id -> elect());
    vertx.setPeriodic(LOOK_MS, id -> look());
    return bus.listen(Notice.POSTED, books.timeline()::add)
        .compose(v -> bus.listen(TrafficChannels.COUNTED, books.traffic()::add))
        .compose(v -> bus.listen(TenantChannels.CHANGED, this::turn));
  }

  private List<ReadinessCheck> checks() {
    var checks = new ArrayList<>(contributions.checks());
    checks.add(new ReadinessCheck("tenants", this::tenants));
    checks.add(new ReadinessCheck("disk", () -> Future.succeededFuture(books.disk().check())));
    checks.add(
        new ReadinessCheck(
            "loops",
            () -> Future.succeededFuture(LoopsCheck.of(books.instruments().loops().states()))));
    checks.add(
        new ReadinessCheck(
            "connections",
            () ->
                Future.succeededFuture(
                    ConnectionsCheck.of(books.instruments().connections().state()))));
    checks.add(
        new ReadinessCheck(
            "limits", () -> Future.succeededFuture(LimitsCheck.of(books.traffic()))));
    return checks;
  }

  private void turn(TenantBook changed) {
    book = changed;
    books.generations().note(changed, clock.instant());
  }

  private void elect() {
    parts.instruments().traffic().elect(book, books.traffic().takeRecent());
  }

  /**
   * Asks every check, so that the bare state, the timeline and open pages know what fails while
   * nobody asks.
   */
  private void look() {
    if (!looking && lifecycle.phase() == Lifecycle.Phase.READY) {
      looking = true;
      readiness
          .ask()
          .onSuccess(checkMeters::note)
          .onSuccess(report -> bus.announce(OpsChannels.LOOKED, report))
          .onComplete(report -> looking = false);
    }
  }

  private Future<List<Route>> routes() {
    var routes = new ArrayList<Route>();
    routes.addAll(new OpsRoutes(bus, lifecycle, readiness, books).table());
    routes.addAll(new LoginRoutes(parts.access().callers().get(), secure()).table());
    routes.addAll(new TenantOpsRoutes(bus, books.generations(), contributions.facets()).table());
    return Future.all(contributions.routes().stream().map(source -> source.routes(vertx)).toList())
        .map(
            found -> {
              found.<List<Route>>list().forEach(routes::addAll);
              return routes;
            });
  }

  @Override
  public Future<?> stop() {
    Future<Void> shut = listener == null ? Future.succeededFuture() : listener.shutdown(DRAIN);
    return books == null ? shut : shut.eventually(books::close);
  }

  private Future<Check> tenants() {
    return bus.ask(TenantChannels.REPORT, new TenantChannels.ReportQuery(), Duration.ofSeconds(2))
        .map(tenantsCheck::of);
  }
}
