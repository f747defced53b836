package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.EvidenceChannels.PolicyQuery;
import io.decisionos.gateway.ops.TenantFacet;
import java.time.Duration;

/** What operators see of a tenant's policy for evidence: each value with its origin. */
public final class EvidenceFacet {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private EvidenceFacet() {}

  public static TenantFacet of(Bus bus) {
    return new TenantFacet(
        "evidence",
        tenant ->
            bus.ask(EvidenceChannels.POLICY, new PolicyQuery(), PATIENCE)
                .map(defaults -> defaults.explain(tenant)));
  }
}
