package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.tenant.TenantId;

/**
 * Where a store tells what it holds of each tenant.
 *
 * @param holder as what the ledger knows the store
 */
public record Account(StorageLedger ledger, StorageLedger.Holder holder) {
  /** The store holds so many bytes more for a tenant, or less. */
  void add(TenantId tenant, long bytes) {
    ledger.add(tenant, holder, bytes);
  }
}
