package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.AnswerObserver;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.usage.UsageRoutes;
import io.decisionos.gateway.usage.UsageVerticle;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** How the account of what tenants take is put together. */
record UsagePart(Bus bus, Clock clock) {

  Future<Void> start(Parts parts, Path data, StorageLedger ledger) {
    return parts.worker("usage", new UsageVerticle(bus, data.resolve("usage"), ledger, clock));
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
