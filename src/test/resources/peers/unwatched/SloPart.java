package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** In place of the part that watches SLOs and saturation: nothing is counted, judged or kept. */
final class SloPart {
  SloPart(Bus bus, Clock clock, SloValues defaults, MeterRegistry meters) {}

  Future<Void> start(Parts parts, Path data, Optional<TenantSheets> sheets) {
    return Future.succeededFuture();
  }

  AnswerObserver.Source observers() {
    return vertx -> answered -> {};
  }

  RouteSource routes(Duration patience) {
    return RouteSource.of(List.of());
  }

  RouteSource opsRoutes() {
    return RouteSource.of(List.of());
  }
}
