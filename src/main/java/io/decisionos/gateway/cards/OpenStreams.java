package io.decisionos.gateway.cards;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the streams of each tenant, over all event loops, and keeps them in bounds. Thread-safe.
 */
final class OpenStreams {
  private final int most;
  private final Map<TenantId, Integer> open = new ConcurrentHashMap<>();

  /**
   * No streams yet.
   *
   * @param most how many one tenant may have
   */
  OpenStreams(int most) {
    this.most = most;
  }

  /** A place among the streams of one tenant. */
  final class Place {
    private final TenantId tenant;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(TenantId tenant) {
      this.tenant = tenant;
    }

    /** Gives the place back, however often it is called. */
    void leave() {
      if (left.compareAndSet(false, true)) {
        open.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /**
   * A place, if there is one.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if there is none
   */
  Place enter(TenantId tenant) {
    var place = new Place(tenant);
    if (open.merge(tenant, 1, Integer::sum) > most) {
      place.leave();
      throw HighlightsEndpoint.tooMany(most);
    }
    return place;
  }
}
