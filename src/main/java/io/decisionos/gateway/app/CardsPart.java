package io.decisionos.gateway.app;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.CardsOpsRoutes;
import io.decisionos.gateway.cards.CardsRoutes;
import io.decisionos.gateway.cards.CardsVerticle;
import io.decisionos.gateway.cards.ReasonCatalog;
import io.decisionos.gateway.http.RouteSource;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/**
 * How the cards are put together.
 *
 * @param routes the tenants', one source for all event loops, as they share the bound on streams
 */
record CardsPart(Bus bus, Clock clock, RouteSource routes, RouteSource opsRoutes) {

  static CardsPart of(Bus bus, Duration patience, Clock clock, int mostStreams) {
    return new CardsPart(
        bus,
        clock,
        CardsRoutes.source(bus, patience, clock, mostStreams),
        CardsOpsRoutes.source(bus, clock, mostStreams));
  }

  /** Starts what draws them. */
  Future<Void> start(Parts parts, ReasonCatalog catalog, Seal seal) {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return parts.worker("cards", new CardsVerticle(bus, catalog, seal, threads, clock));
  }
}
