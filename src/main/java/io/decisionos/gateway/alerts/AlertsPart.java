package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.StorageLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the feature brings: its verticle and its routes. Thread-safe. */
public final class AlertsPart {
  private final Bus bus;
  private final Clock clock;
  private final AlertSettings settings;
  private final Supplier<Home> home;

  /**
   * Where it is at home.
   *
   * @param gateway what this gateway is called in labels
   * @param base where the operators' listener is reached, if the file does not say
   * @param data the data directory
   * @param env variables that may hold addresses
   */
  public record Home(
      String gateway, String base, Path data, Function<String, Optional<String>> env) {}

  /**
   * A part.
   *
   * @param home asked when the verticle is made, as ports are known by then
   */
  public AlertsPart(Bus bus, Clock clock, AlertSettings settings, Supplier<Home> home) {
    this.bus = bus;
    this.clock = clock;
    this.settings = settings;
    this.home = home;
  }

  /**
   * What tells.
   *
   * @param named how many tenants have metrics of their own
   * @param board where other gateways of the fleet are met; empty without any
   */
  public Deployable verticle(
      MeterRegistry meters, int named, StorageLedger storage, Optional<Board> board) {
    Home here = home.get();
    return new AlertVerticle(
        bus,
        clock,
        new AlertVerticle.Setup(
            settings,
            here,
            new AlertFile(here.data().resolve("alerts")),
            new AlertMeters(meters, named),
            storage,
            board));
  }

  /** The rows for the operators' listener. */
  public RouteSource opsRoutes() {
    return RouteSource.of(
        Stream.concat(new AlertRoutes(bus, clock).table().stream(), RunbookRoutes.table().stream())
            .toList());
  }
}
