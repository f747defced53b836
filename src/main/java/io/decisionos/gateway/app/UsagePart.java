package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.RequestCosts;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.usage.UsageRoutes;
import io.decisionos.gateway.usage.UsageVerticle;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** How the account of what tenants take is put together. */
record UsagePart(Bus bus, Clock clock, RequestCosts costs) {

  UsagePart(Bus bus, Clock clock) {
    this(bus, clock, new RequestCosts());
  }

  /** Completes when what earlier runs have counted is known. */
  Future<Void> start(Parts parts, GatewayConfig.Fixed fixed, StoragePart storage) {
    var home =
        new UsageVerticle.Home(
            fixed.data().resolve("usage"),
            storage.ledger(),
            storage::told,
            storage.sheets(fixed.fleet()));
    return parts.worker("usage", new UsageVerticle(bus, home, costs, clock));
  }

  AnswerObserver.Source observers() {
    return UsageRoutes.observers(bus);
  }

  RouteSource routes(Duration patience) {
    return UsageRoutes.source(bus, patience);
  }

  RouteSource opsRoutes() {
    return UsageRoutes.opsSource(bus);
  }
}
