package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Endpoint;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** The operators' routes of cards: any tenant's, a suspended one's too. Confined to its context. */
public final class CardsOpsRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HighlightsEndpoint streams;
  private TenantBook book = TenantBook.EMPTY;

  private CardsOpsRoutes(HighlightsEndpoint streams) {
    this.streams = streams;
  }

  /**
   * Makes the routes.
   *
   * @param clock as for the tenants
   * @param mostStreams how many streams of one tenant operators may have open
   */
  public static RouteSource source(Bus bus, Clock clock, int mostStreams) {
    var places = new OpenStreams(mostStreams);
    return vertx -> open(vertx, bus, clock, places);
  }

  private static Future<List<Route>> open(Vertx vertx, Bus bus, Clock clock, OpenStreams places) {
    var streams = new HighlightsEndpoint(vertx, bus, PATIENCE, places);
    var routes = new CardsOpsRoutes(streams);
    // The operators' listener opens before the first book is there.
    return streams
        .open()
        .compose(v -> bus.listen(TenantChannels.CHANGED, routes::turn))
        .map(v -> routes.table(CardsEndpoint.of(bus, PATIENCE, clock)));
  }

  private void turn(TenantBook next) {
    book = next;
    streams.close(tenant -> next.known(tenant).isEmpty());
  }

  private List<Route> table(CardsEndpoint cards) {
    return List.of(
        Route.get(
            "/ops/tenants/{id}/cards/reason-trends/palette", Scope.OPS_ADMIN, of(cards::palette)),
        Route.get(
            "/ops/tenants/{id}/cards/reason-trends/summary", Scope.OPS_ADMIN, of(cards::summary)),
        Route.get("/ops/tenants/{id}/cards/label-heatmap", Scope.OPS_ADMIN, of(cards::heatmap)),
        Route.get(
            "/ops/tenants/{id}/cards/highlights/stream", Scope.OPS_ADMIN, of(streams::answer)),
        Route.get(
            "/ops/tenants/{id}/cards/reason-summary", Scope.OPS_ADMIN, of(cards::reasonSummary)));
  }

  private Endpoint of(BiFunction<Call, TenantId, Future<Answer>> endpoint) {
    return call -> endpoint.apply(call, known(call.parameter(0)));
  }

  private TenantId known(String id) {
    return TenantId.parse(id)
        .filter(tenant -> book.known(tenant).isPresent())
        .orElseThrow(CardsOpsRoutes::unknown);
  }

  private static ProblemException unknown() {
    return Problem.of(ProblemType.REQUEST_NOT_FOUND, "No tenant has this id; see GET /ops/tenants.")
        .asException();
  }
}
