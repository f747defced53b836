package io.decisionos.gateway.fleet;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import java.time.Duration;
import java.util.List;

/** What operators ask of the fleet. */
public final class FleetRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private FleetRoutes() {}

  /** The rows for the operators' listener. */
  public static RouteSource opsSource(Bus bus) {
    return RouteSource.of(
        List.of(
            Route.get(
                "/ops/fleet",
                Scope.OPS_ADMIN,
                call ->
                    bus.ask(
                            FleetChannels.VIEW,
                            new FleetChannels.ViewQuery(),
                            PATIENCE,
                            call.trace())
                        .map(view -> Answer.json(200, view.json())))));
  }
}
