package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Endpoint;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** The tenants' routes of cards on one event loop: everybody sees their own. */
public final class CardsRoutes {
  private static final long MAX_BODY_BYTES = 1 << 20;

  private CardsRoutes() {}

  /**
   * Makes the routes, for each event loop its own.
   *
   * @param patience how long a request waits for the worker
   * @param clock tells which day the caller means by today
   * @param mostStreams how many streams one tenant may have open, on all event loops together
   */
  public static RouteSource source(Bus bus, Duration patience, Clock clock, int mostStreams) {
    var places = new OpenStreams(mostStreams);
    return vertx -> {
      var streams = new HighlightsEndpoint(vertx, bus, patience, places);
      return streams
          .open()
          .compose(
              v ->
                  bus.listen(
                      TenantChannels.CHANGED,
                      book -> streams.close(tenant -> book.served(tenant).isEmpty())))
          .map(v -> table(CardsEndpoint.of(bus, patience, clock), streams));
    };
  }

  private static List<Route> table(CardsEndpoint cards, HighlightsEndpoint streams) {
    return List.of(
        Route.get("/cards/reason-trends/palette", Scope.OPS_READ, own(cards::palette)),
        Route.post(
            "/cards/reason-trends",
            Scope.OPS_READ,
            BodyRule.json(MAX_BODY_BYTES),
            own(cards::trends)),
        Route.get("/cards/reason-trends/summary", Scope.OPS_READ, own(cards::summary)),
        Route.get("/cards/label-heatmap", Scope.OPS_READ, own(cards::heatmap)),
        Route.get("/cards/highlights/stream", Scope.OPS_READ, own(streams::answer)),
        Route.get("/cards/reason-summary", Scope.OPS_READ, own(cards::reasonSummary)));
  }

  private static Endpoint own(BiFunction<Call, TenantId, Future<Answer>> endpoint) {
    return call -> endpoint.apply(call, call.tenant().id());
  }
}
