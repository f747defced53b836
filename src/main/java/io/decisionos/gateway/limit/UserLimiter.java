package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;

/**
 * Decides whether one user more is within a tenant's {@code limits.max_users}. Thread-safe; called
 * on event loops, so it answers at once and from memory.
 */
@FunctionalInterface
public interface UserLimiter {
  /**
   * Counts the user, or refuses it.
   *
   * @param subject whom the caller's token names
   * @param epochDay today, in UTC
   * @return whether the user may pass
   */
  boolean admit(Tenant tenant, String subject, long epochDay);
}
