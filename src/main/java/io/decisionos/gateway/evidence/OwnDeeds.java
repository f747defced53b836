package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;

/** Hears of what the gateway itself does to files. Confined to the evidence verticle. */
interface OwnDeeds {
  /** Completes when what is done to a tenant's files can be logged; fails if it cannot. */
  Future<Void> ready(TenantId tenant);

  /** Something is about to be done to a file, so that what led up to it is logged first. */
  void about(TenantId tenant, EvidencePath path);

  /** It is done. */
  void done(Changes changes);
}
