package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.limit.MemoryLedger;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/**
 * Where a store tells what it holds of each tenant, and asks whether there is memory for more.
 *
 * @param holder as what the ledger knows the store
 * @param memory of all stores
 */
record Account(StorageLedger ledger, StorageLedger.Holder holder, MemoryLedger memory) {
  private static final long MB = 1 << 20;

  /** The store holds so many bytes more for a tenant, or less, and so much of the heap. */
  void add(TenantId tenant, long bytes, long heap) {
    ledger.add(tenant, holder, bytes);
    memory.add(tenant, heap);
  }

  /** Why there is no memory for so much more of a tenant. */
  Optional<Problem> refusal(TenantId tenant, long heap) {
    if (heap <= 0 || (memory.fits(heap) && memory.fitsShare(tenant, heap))) {
      return Optional.empty();
    }
    return memory.fits(heap)
        ? Admission.full(ProblemType.TENANT_STORAGE_FULL, "over one tenant's share of the memory")
        : Admission.full(ProblemType.STORAGE_FULL, "the store is at the bound of its memory");
  }

  /**
   * Looks whether the heap holds what an earlier run took in.
   *
   * @throws RefusedFileException if it does not
   */
  void refuseBeyondHope(Object directory) throws RefusedFileException {
    if (memory.isBeyondHope()) {
      long heap = Runtime.getRuntime().maxMemory() / MB;
      throw new RefusedFileException(
          directory
              + ": found more records than fit into a heap of "
              + heap
              + " MB, expected a heap as large as that of the gateway that took them in: start"
              + " with DECISIONOS_JAVA_OPTS=-Xmx"
              + 2 * heap
              + "m or more");
    }
  }
}
