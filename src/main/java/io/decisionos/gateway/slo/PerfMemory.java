package io.decisionos.gateway.slo;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What evidence said a moment ago, so that however often a tenant asks, its files are looked
 * through every two seconds at most. Confined to one thread.
 */
final class PerfMemory {
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST = 1000;

  private final Perf.Source source;
  private final Map<TenantId, Kept> kept = new LinkedHashMap<>();

  private record Kept(Future<Optional<Perf>> perf, long at) {}

  PerfMemory(Perf.Source source) {
    this.source = source;
  }

  Future<Optional<Perf>> newest(TenantId tenant) {
    long now = System.nanoTime();
    Kept before = kept.get(tenant);
    if (before != null && now - before.at() < FRESH_NANOS) {
      return before.perf();
    }
    Future<Optional<Perf>> asked = source.newest(tenant);
    kept.remove(tenant);
    kept.put(tenant, new Kept(asked, now));
    var oldest = kept.keySet().iterator();
    if (kept.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
    return asked;
  }
}
