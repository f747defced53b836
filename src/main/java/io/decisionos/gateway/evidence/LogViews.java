package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;

/** The logs of all tenants, whoever writes them. */
interface LogViews {
  /** A tenant's log, which begins to be opened if it was not. The evidence verticle alone. */
  LogView of(TenantId tenant);

  /** Likewise of a tenant with which something happens. */
  LogView active(TenantId tenant);

  /** When a locked file was locked: its last change if the log does not know. Any thread. */
  Instant lockedAt(EvidenceEntry entry);

  /** Whether a file is what its log says it must be. Any thread. */
  boolean mayBe(EvidenceEntry entry);
}
