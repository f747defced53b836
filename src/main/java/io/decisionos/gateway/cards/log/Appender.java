package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;

/** Commits records, to the log of this gateway or to that of all. For one thread, home. */
interface Appender {
  /**
   * Commits a batch.
   *
   * @param allowance how many bytes the tenant's log may take with it
   * @return completes with the number of events once they are safe and counted
   */
  Future<Integer> append(TenantId tenant, BatchRecord batch, long allowance);
}
