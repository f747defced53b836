package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * What a request of each tenant has taken of the processor lately, as multiples of a usual one: who
 * asks for much with each request has its share with fewer. Written by whoever splits the
 * processor's time, read by all event loops. Thread-safe; tenants that rest are forgotten.
 */
public final class RequestCosts {
  // A request that takes less counts as one all the same: passing the door is most of it.
  private static final double USUAL_NANOS = 100_000;
  // A second of the processor: what a tenant's files take is not what its next request will.
  private static final double MOST = 10_000;
  // The last second counts a third, those before it less and less.
  private static final double FRESH = 0.3;
  private static final double NONE_LEFT = 0.01;

  private volatile Map<TenantId, Mean> means = Map.of();

  /** By the second. */
  private record Mean(double nanos, double requests) {
    private static final Mean NOTHING = new Mean(0, 0);

    private Mean with(long freshNanos, long freshRequests) {
      return new Mean(
          nanos + FRESH * (freshNanos - nanos), requests + FRESH * (freshRequests - requests));
    }

    private double cost() {
      return Math.min(MOST, Math.max(1, nanos / requests / USUAL_NANOS));
    }
  }

  /**
   * Takes in about a second. For one thread.
   *
   * @param nanos of processor time, by tenant
   * @param requests that were answered, by tenant
   */
  public void second(Map<TenantId, Long> nanos, Map<TenantId, Long> requests) {
    var tenants = new HashSet<>(means.keySet());
    tenants.addAll(requests.keySet());
    var next = new HashMap<TenantId, Mean>();
    for (TenantId tenant : tenants) {
      Mean mean =
          means
              .getOrDefault(tenant, Mean.NOTHING)
              .with(nanos.getOrDefault(tenant, 0L), requests.getOrDefault(tenant, 0L));
      if (mean.requests() >= NONE_LEFT) {
        next.put(tenant, mean);
      }
    }
    means = next;
  }

  /** For how many usual requests one of the tenant's counts, from 1 to 10,000. */
  double of(TenantId tenant) {
    Mean mean = means.get(tenant);
    return mean == null ? 1 : mean.cost();
  }
}
