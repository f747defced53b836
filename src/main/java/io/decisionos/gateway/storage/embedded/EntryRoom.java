package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/** Whether a store of entries has room for a record, in files and in memory. For one thread. */
record EntryRoom(Bounds bounds, EntryIndex index, OnceTable<?> done, Account account) {
  /** What a keyed write takes at most: an entry, its name as done once, and its kept answer. */
  private static final long KEYED_WRITE =
      HeapCost.ONCE + 2 * HeapCost.entry("x".repeat(StoreKey.MAX_BYTES));

  /**
   * Why there is none. What makes an entry no larger is never over a bound of bytes or number, and
   * a removal needs room only for the name under which it is done once.
   */
  Optional<Problem> refusal(EntryRecord record, long allowance) {
    StoreKey key = record.key();
    Optional<Usage> before =
        index.get(key).map(slot -> new Usage(1, key.bytes() + slot.bodyBytes()));
    Optional<Usage> after =
        record.outcome().map(stored -> new Usage(1, key.bytes() + record.body().remaining()));
    Usage growth = after.orElse(Usage.NONE).minus(before.orElse(Usage.NONE));
    return after
        .filter(written -> growth.bytes() > 0)
        .flatMap(written -> admission(key.tenant(), growth).refusal(bounds, allowance))
        .or(() -> noName(record))
        .or(() -> account.refusal(key.tenant(), heap(record, growth.entries())));
  }

  private Admission admission(TenantId tenant, Usage growth) {
    return new Admission(index.usage(tenant).plus(growth), index.total().plus(growth));
  }

  private Optional<Problem> noName(EntryRecord record) {
    return record.once().isPresent()
            && done.count(record.key().tenant()) >= bounds.recordsPerTenant()
        ? Admission.full(ProblemType.TENANT_STORAGE_FULL, "too many writes with an Idempotency-Key")
        : Optional.empty();
  }

  private static long heap(EntryRecord record, long entries) {
    long once = record.once().isPresent() ? HeapCost.ONCE : 0;
    return once + entries * HeapCost.entry(record.key().name());
  }

  /** Why nothing more of a tenant can be kept, as far as its size does not matter. */
  Optional<Problem> fullFor(TenantId tenant) {
    return admission(tenant, new Usage(1, StoreKey.MAX_BYTES))
        .refusal(bounds, Long.MAX_VALUE)
        .or(() -> account.refusal(tenant, KEYED_WRITE));
  }
}
