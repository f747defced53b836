package io.decisionos.gateway.traffic;

import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests by tenant, admitted, over the limit and refused with their tenant, in a bounded
 * number of series: the busiest tenants have one of their own, the rest share {@code _other}, which
 * is no tenant's id. No series ever falls: what a tenant did before it got its own stays under
 * {@code _other}. Thread-safe.
 */
public final class TenantTraffic {
  private static final String OTHER = "_other";

  private final MeterRegistry registry;
  private final int named;
  private final Map<TenantId, Series> series = new ConcurrentHashMap<>();
  private final Series other;

  /**
   * Traffic of nobody yet.
   *
   * @param named how many tenants get a series of their own
   */
  public TenantTraffic(MeterRegistry registry, int named) {
    this.registry = registry;
    this.named = named;
    this.other = series(OTHER);
  }

  private record Series(Counter admitted, Counter limited, Counter refused) {}

  private Series series(String tenant) {
    return new Series(
        counter(
            "gateway.tenant.requests",
            "Requests admitted, by tenant; the quieter ones together as _other",
            tenant),
        counter(
            "gateway.tenant.rate.limited",
            "Requests refused for being over limits.max_qps, by tenant",
            tenant),
        counter(
            "gateway.tenant.refused",
            "Requests refused because their tenant is suspended or its file is invalid, by tenant",
            tenant));
  }

  private Counter counter(String name, String description, String tenant) {
    return Counter.builder(name).description(description).tag("tenant", tenant).register(registry);
  }

  void countAdmitted(TenantId tenant) {
    seriesOf(tenant).admitted().increment();
  }

  void countLimited(TenantId tenant) {
    seriesOf(tenant).limited().increment();
  }

  /** Counts a request of a tenant that is itself refused: suspended, or its file invalid. */
  void countRefused(TenantId tenant) {
    seriesOf(tenant).refused().increment();
  }

  private Series seriesOf(TenantId tenant) {
    return series.getOrDefault(tenant, other);
  }

  /**
   * Chooses anew who has a series: the busiest since the last time. A tenant keeps its series while
   * it is among the busiest, and loses it when it leaves the book.
   *
   * @param recent how many requests each tenant has made since the last time
   */
  public synchronized void elect(TenantBook book, Map<TenantId, Long> recent) {
    Map<TenantId, Long> counts = new HashMap<>(recent);
    series.keySet().forEach(id -> counts.putIfAbsent(id, 0L));
    List<TenantId> busiest =
        counts.entrySet().stream()
            .filter(entry -> book.knows(entry.getKey()))
            .sorted(Map.Entry.<TenantId, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(named)
            .map(Map.Entry::getKey)
            .toList();
    series.keySet().stream().filter(id -> !busiest.contains(id)).toList().forEach(this::retire);
    busiest.forEach(id -> series.computeIfAbsent(id, added -> series(added.value())));
  }

  private void retire(TenantId tenant) {
    Series retired = series.remove(tenant);
    registry.remove(retired.admitted());
    registry.remove(retired.limited());
    registry.remove(retired.refused());
  }
}
