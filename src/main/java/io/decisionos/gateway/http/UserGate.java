package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.limit.UserLimiter;
import io.decisionos.gateway.tenant.Tenant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Turns away the user that is one too many. Thread-safe. */
record UserGate(UserLimiter limiter) {
  private static final Problem REFUSED =
      Problem.of(
          ProblemType.TENANT_USER_LIMIT,
          "The tenant has as many users as its max_users allows, and this one is not among them."
              + " Ask the operator for a higher limit, or to free a place.");

  /**
   * Counts a caller whose tenant is known.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it is one too many
   */
  void check(Exchange exchange) {
    Tenant tenant = exchange.tenant().orElseThrow();
    Optional<String> subject = exchange.caller().subject();
    if (tenant.limits().maxUsers().isPresent()
        && subject.isPresent()
        && !limiter.admit(tenant, subject.get(), today())) {
      throw REFUSED.asException();
    }
  }

  private static long today() {
    return TimeUnit.MILLISECONDS.toDays(System.currentTimeMillis());
  }
}
