package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Collection;

/** The logs of all tenants, whoever writes them. */
interface LogViews extends EvidenceJson.Times {
  /** A tenant's log, which begins to be opened if it was not. The evidence verticle alone. */
  LogView of(TenantId tenant);

  /** Likewise of a tenant with which something happens. */
  LogView active(TenantId tenant);

  Collection<? extends LogView> all();

  /** Whether a file is what its log says it must be. Any thread. */
  boolean mayBe(EvidenceEntry entry);
}
