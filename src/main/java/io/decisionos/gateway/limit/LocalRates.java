package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The rates of this process alone, one bucket a tenant. In any time of w seconds a tenant gets at
 * most {@code max_qps * w} requests and its burst through, whichever event loops they come by.
 * Thread-safe.
 */
public final class LocalRates implements RateLimiter {
  private final Map<TenantId, Bucket> buckets = new ConcurrentHashMap<>();
  private volatile Portion common = Portion.WHOLE;

  @Override
  public Optional<Excess> admit(Tenant tenant, long nowNanos) {
    if (tenant.limits().maxQps().isEmpty()) {
      return Optional.empty();
    }
    Rate rate = Rate.of(tenant.limits()).orElseThrow();
    while (true) {
      Bucket.Take take = bucket(tenant.id(), rate, nowNanos).take(rate, common, nowNanos);
      if (take instanceof Bucket.Take.Refused over) {
        return Optional.of(over.excess());
      }
      if (take instanceof Bucket.Take.Taken) {
        return Optional.empty();
      }
    }
  }

  private Bucket bucket(TenantId id, Rate rate, long nowNanos) {
    Bucket bucket = buckets.get(id);
    return bucket != null
        ? bucket
        : buckets.computeIfAbsent(id, i -> new Bucket(rate, common, nowNanos));
  }

  /** How a tenant stands; empty if it has no limit. */
  public Optional<Standing> standing(Tenant tenant, long nowNanos) {
    return Rate.of(tenant.limits())
        .map(
            rate ->
                Optional.ofNullable(buckets.get(tenant.id()))
                    .orElseGet(() -> new Bucket(rate, common, nowNanos))
                    .standing(rate, common, nowNanos));
  }

  /** Goes on by another portion of the rates of which nothing is leased. */
  void share(Portion portion) {
    common = portion;
  }

  /** Goes on by another portion of a tenant's rate; empty: by that of all. */
  void give(TenantId tenant, Optional<Portion> portion, long nowNanos) {
    Optional.ofNullable(buckets.get(tenant))
        .ifPresent(bucket -> bucket.give(portion, common, nowNanos));
  }

  /** How all tenants stand that have asked for anything under a limit. */
  Map<TenantId, Bucket.Reading> readings(long nowNanos) {
    var readings = new HashMap<TenantId, Bucket.Reading>(2 * buckets.size());
    buckets.forEach((tenant, bucket) -> readings.put(tenant, bucket.reading(common, nowNanos)));
    return readings;
  }

  /**
   * Forgets tenants that are gone or have no limit any more, once there is nothing left to
   * remember: a bucket stays until it has filled up, so that nobody empties it twice by deleting a
   * tenant and creating it again.
   *
   * @param limited whether a tenant still has a limit
   * @return who is within its limit again
   */
  public List<TenantId> sweep(Predicate<TenantId> limited, long nowNanos) {
    List<TenantId> calm =
        buckets.entrySet().stream()
            .filter(entry -> entry.getValue().calmsDown(nowNanos))
            .map(Map.Entry::getKey)
            .toList();
    buckets
        .entrySet()
        .removeIf(entry -> !limited.test(entry.getKey()) && entry.getValue().throwAway(nowNanos));
    return calm;
  }

  /** How many tenants are remembered. */
  int size() {
    return buckets.size();
  }
}
