package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.limit.RateLimiter;
import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.quota.QuotaVerticle;
import io.decisionos.gateway.quota.RateFacet;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** How the tenants' limits are put together. */
final class QuotaPart {
  private final Bus bus;
  private final LocalRates rates = new LocalRates();

  QuotaPart(Bus bus) {
    this.bus = bus;
  }

  Future<Void> start(Parts parts, Clock clock) {
    return parts.worker("quota", new QuotaVerticle(bus, rates, clock));
  }

  RateLimiter limiter() {
    return rates;
  }

  List<TenantFacet> facets() {
    return List.of(RateFacet.of(rates));
  }
}
