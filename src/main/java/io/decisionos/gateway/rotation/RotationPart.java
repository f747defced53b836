package io.decisionos.gateway.rotation;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.keys.KeyFingerprint;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** What the feature brings: its verticle, its check and its route. Thread-safe. */
public final class RotationPart {
  private final Bus bus;
  private final KeyRegistry registry;
  private final Clock clock;
  private final KeyLedger ledger;
  private final Instant since;

  /**
   * A part.
   *
   * @param secret what is in {@code data.secret_file}
   */
  public RotationPart(Bus bus, KeyRegistry registry, Clock clock, byte[] secret) {
    this.bus = bus;
    this.registry = registry;
    this.clock = clock;
    this.since = clock.instant();
    this.ledger = new KeyLedger(new KeyFingerprint(secret));
  }

  /** What looks at the keys. */
  public Deployable verticle(MeterRegistry meters) {
    var measured = new KeyMeters(meters, registry.uses());
    return new RotationVerticle(bus, registry, ledger, measured, clock);
  }

  /** The part of {@code /readyz}. */
  public ReadinessCheck check() {
    return KeysCheck.of(registry, clock);
  }

  /**
   * The rows for the operators' listener.
   *
   * @param gateway by which name the fleet knows this gateway
   */
  public RouteSource opsRoutes(Supplier<String> gateway) {
    var json = new KeysJson(registry, ledger, since, gateway);
    return RouteSource.of(new RotationRoutes(json, clock).table());
  }
}
