package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where gateways lease parts of tenants' rates, so that no part is given twice. */
@FunctionalInterface
public interface RateLeases {
  /**
   * Leases, one for each ask and in their order.
   *
   * @return empty if nothing is known of what became of an ask; fails if none was answered
   */
  Future<List<Optional<Lease>>> lease(List<Ask> asks);

  /**
   * What a gateway asks for; it takes the place of what it has.
   *
   * @param instance names this run of the gateway
   * @param whole the tenant's rate
   * @param want as much of it as the gateway would take; zero with no demand gives it up
   * @param demand how many requests a second come in at the gateway, admitted or not
   * @param lasts for how long
   */
  record Ask(
      TenantId tenant, String instance, long whole, long want, long demand, Duration lasts) {}

  /**
   * What it got.
   *
   * @param perSecond at most what it wanted and what the others have left
   */
  record Lease(long perSecond, List<Other> others) {}

  /** What another gateway has of the same rate, and how much comes in there. */
  record Other(String instance, long perSecond, long demand) {}
}
