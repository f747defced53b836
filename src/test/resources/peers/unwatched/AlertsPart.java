package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.StorageLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** In place of the part that tells of alerts: nobody listens, and nobody is told. */
public final class AlertsPart {
  public record Home(
      String gateway, String base, Path data, Function<String, Optional<String>> env) {}

  public AlertsPart(Bus bus, Clock clock, AlertSettings settings, Supplier<Home> home) {}

  public Deployable verticle(
      MeterRegistry meters, int named, StorageLedger storage, Optional<Board> board) {
    return new VerticleBase() {};
  }

  public RouteSource opsRoutes() {
    return RouteSource.of(List.of());
  }
}
