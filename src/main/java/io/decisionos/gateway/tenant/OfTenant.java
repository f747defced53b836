package io.decisionos.gateway.tenant;

import io.decisionos.gateway.bus.OnBehalf;
import java.util.Optional;

/** A question that a tenant asks; a tenant's questions never take a whole channel. */
public interface OfTenant extends OnBehalf {
  TenantId tenant();

  @Override
  default Optional<?> party() {
    return Optional.of(tenant());
  }
}
