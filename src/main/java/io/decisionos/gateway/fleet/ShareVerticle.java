package io.decisionos.gateway.fleet;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.RateLeases;
import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.limit.RateLeases.Lease;
import io.decisionos.gateway.limit.RateSharing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;

/**
 * Leases this gateway's parts of tenants' rates a few times a second, away from the way of
 * requests. A worker verticle, one instance.
 */
public final class ShareVerticle extends VerticleBase {
  private final Bus bus;
  private final RateLeases leases;
  private final RateSharing sharing;
  private boolean isAsking;

  /** A verticle that has not started. */
  public ShareVerticle(Bus bus, RateLeases leases, RateSharing sharing) {
    this.bus = bus;
    this.leases = leases;
    this.sharing = sharing;
  }

  /** Completes when it hears how many gateways there are. */
  @Override
  public Future<?> start() {
    return bus.listen(FleetChannels.SEEN, seen -> sharing.seen(seen.live(), System.nanoTime()))
        .onSuccess(v -> vertx.setPeriodic(RateSharing.TICK.toMillis(), id -> tick()));
  }

  /** What is given up is given up at once, whether or not an answer is on its way. */
  private void tick() {
    long now = System.nanoTime();
    List<Ask> asks = sharing.asks(now);
    if (asks.isEmpty() || isAsking) {
      return;
    }
    isAsking = true;
    Again.attempt(() -> leases.lease(asks))
        .onSuccess(answers -> heard(asks, answers, now))
        .onComplete(done -> isAsking = false);
  }

  private void heard(List<Ask> asks, List<Optional<Lease>> answers, long askedNanos) {
    long now = System.nanoTime();
    for (int i = 0; i < asks.size(); i++) {
      Ask ask = asks.get(i);
      answers.get(i).ifPresent(lease -> sharing.granted(ask, lease, askedNanos, now));
    }
  }
}
