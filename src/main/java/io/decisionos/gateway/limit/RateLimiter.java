package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;
import java.util.Optional;

/**
 * Decides whether one request more is within its tenant's {@code limits.max_qps}. The seam behind
 * which several gateways could share a limit. Thread-safe; called on event loops for every request
 * of a tenant, so it answers at once and from memory.
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Counts the request, or refuses it.
   *
   * @param nowNanos on the monotonic clock of this process
   * @return empty if the request may pass
   */
  Optional<Excess> admit(Tenant tenant, long nowNanos);
}
