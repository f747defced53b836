package io.decisionos.gateway.traffic;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what one event loop answers and tells it once a second, so that counting meets no other
 * thread. Confined to that loop.
 */
public final class LoopTally {
  private static final long SECOND_MS = 1000;

  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();
  private Instant began = clock.instant();
  private Tally all = new Tally();
  private Map<TenantId, Tally> tenants = new HashMap<>();

  public LoopTally(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Begins to tell, for as long as the calling verticle is deployed. */
  public void start(Bus bus) {
    // A moment after each full second, so that the slices of all loops fall into the same ones.
    long wait = SECOND_MS - clock.millis() % SECOND_MS + 1;
    vertx.setTimer(
        wait,
        id -> {
          Again.turn("telling of traffic", () -> tell(bus));
          start(bus);
        });
  }

  /**
   * Counts an answer.
   *
   * @param tenant whose request it was; empty if nobody's
   */
  public void record(Optional<TenantId> tenant, int status, long nanos) {
    all.add(status, nanos);
    if (tenant.isPresent()) {
      tenants.computeIfAbsent(tenant.get(), id -> new Tally()).add(status, nanos);
    }
  }

  private void tell(Bus bus) {
    if (all.requests() > 0) {
      bus.announce(TrafficChannels.COUNTED, new TrafficSlice(began, all, tenants));
      all = new Tally();
      tenants = new HashMap<>();
    }
    began = clock.instant();
  }
}
