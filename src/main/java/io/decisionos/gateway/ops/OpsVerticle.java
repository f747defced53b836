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
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The operators' listener. A worker verticle, one instance: a list of ten thousand tenants or a
 * large scrape must not hold up an event loop that serves tenants.
 */
public final class OpsVerticle extends VerticleBase {
  private static final long ELECTION_MS = 10_000;
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Bus bus;
  private final ListenerParts parts;
  private final PrometheusMeterRegistry meters;
  private final Lifecycle lifecycle;
  private final Contributions contributions;
  private final Timeline timeline = new Timeline();
  private TenantBook book = TenantBook.EMPTY;
  private Listener listener;

  /**
   * What features add to the operators' side.
   *
   * @param checks parts of {@code /readyz}
   * @param facets parts of {@code /ops/tenants/{id}}
   * @param routes further rows of the table of routes
   */
  public record Contributions(
      List<ReadinessCheck> checks, List<TenantFacet> facets, List<RouteSource> routes) {}

  public OpsVerticle(
      Bus bus,
      ListenerParts parts,
      PrometheusMeterRegistry meters,
      Lifecycle lifecycle,
      Contributions contributions) {
    this.bus = bus;
    this.parts = parts;
    this.meters = meters;
    this.lifecycle = lifecycle;
    this.contributions = contributions;
  }

  /** Completes when the port is open; the gateway need not be ready then. */
  @Override
  public Future<?> start() {
    var checks = new ArrayList<>(contributions.checks());
    checks.add(new ReadinessCheck("tenants", this::tenants));
    var readiness = new Readiness(lifecycle, checks);
    vertx.setPeriodic(ELECTION_MS, id -> parts.traffic().elect(book));
    return bus.listen(Notice.POSTED, timeline::add)
        .compose(v -> bus.listen(TenantChannels.CHANGED, changed -> book = changed))
        .compose(v -> bus.answer(OpsChannels.READY, q -> readiness.ask()))
        .compose(v -> routes(readiness))
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

  private Future<List<Route>> routes(Readiness readiness) {
    var routes = new ArrayList<Route>();
    var own = new OpsRoutes(bus, readiness, timeline, meters, contributions.facets());
    routes.addAll(own.table());
    routes.addAll(new LoginRoutes(parts.access().callers().get(), secure()).table());
    return Future.all(contributions.routes().stream().map(source -> source.routes(vertx)).toList())
        .map(
            found -> {
              found.<List<Route>>list().forEach(routes::addAll);
              return routes;
            });
  }

  @Override
  public Future<?> stop() {
    return listener == null ? Future.succeededFuture() : listener.shutdown(DRAIN);
  }

  private Future<Check> tenants() {
    return bus.ask(TenantChannels.REPORT, new TenantChannels.ReportQuery(), Duration.ofSeconds(2))
        .map(TenantsCheck::of);
  }
}
