package io.decisionos.gateway.rotation;

import io.decisionos.gateway.access.AccessChannels;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.keys.KeyRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the keys a few times a second and tells what has changed, by an edit or by time alone. A
 * worker verticle, one instance.
 */
final class RotationVerticle extends VerticleBase {
  private static final long LOOK_MS = 200;
  private static final long METERS_MS = 1000;

  private final Bus bus;
  private final KeyRegistry registry;
  private final KeyLedger ledger;
  private final KeyMeters meters;
  private final Clock clock;

  RotationVerticle(Bus bus, KeyRegistry registry, KeyLedger ledger, KeyMeters meters, Clock clock) {
    this.bus = bus;
    this.registry = registry;
    this.ledger = ledger;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    look();
    tell();
    vertx.setPeriodic(LOOK_MS, id -> look());
    vertx.setPeriodic(METERS_MS, id -> tell());
    return Future.succeededFuture();
  }

  private void look() {
    Instant now = clock.instant();
    List<String> changes = ledger.look(registry.book(), now);
    changes.forEach(change -> post(now, change));
    if (!changes.isEmpty()) {
      tell();
      bus.announce(AccessChannels.KEYS_CHANGED, new AccessChannels.KeysChanged());
    }
  }

  private void tell() {
    meters.tell(registry.book(), ledger, clock.instant());
  }

  private void post(Instant now, String change) {
    bus.announce(
        Notice.POSTED, new Notice(now, Notice.Level.INFO, "key.changed", Optional.empty(), change));
  }
}
