package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.Usage;
import java.util.Optional;

/**
 * Whether there is room for a write.
 *
 * @param tenant what the tenant would hold after it
 * @param total what all tenants would hold after it
 */
record Admission(Usage tenant, Usage total) {

  Optional<Problem> refusal(Bounds bounds, long allowance) {
    if (tenant.bytes() > allowance) {
      return full(ProblemType.TENANT_STORAGE_FULL, "over the tenant's max_storage_gb");
    }
    if (tenant.entries() > bounds.recordsPerTenant() || tenant.bytes() > bounds.bytesPerTenant()) {
      return full(ProblemType.TENANT_STORAGE_FULL, "over one tenant's share of the store");
    }
    if (total.entries() > bounds.records() || total.bytes() > bounds.bytes()) {
      return full(ProblemType.STORAGE_FULL, "the store is at its bound");
    }
    return Optional.empty();
  }

  static Optional<Problem> full(ProblemType type, String what) {
    return Optional.of(
        Problem.of(type, what + "; nothing was stored: delete entries or wait for some to expire"));
  }
}
