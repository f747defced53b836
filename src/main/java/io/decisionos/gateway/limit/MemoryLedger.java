package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap each tenant's records take, whatever store they are in. A tenant may take as
 * much as is left: one greedy tenant thus takes half at most, two a third each, and beside them
 * there is room. Nothing is evicted. Thread-safe.
 */
public final class MemoryLedger {
  private final long bound;
  private final long most;
  private final AtomicLong taken = new AtomicLong();
  private final Map<TenantId, Long> held = new ConcurrentHashMap<>();

  /**
   * A ledger of nothing.
   *
   * @param bound beyond which nothing is taken in
   * @param most what is taken up of an earlier run, which may have had a larger heap
   */
  public MemoryLedger(long bound, long most) {
    this.bound = bound;
    this.most = most;
  }

  /** The part of the heap that is planned for records. */
  public static MemoryLedger of(HeapPlan plan) {
    return new MemoryLedger(plan.records(), plan.mostRecords());
  }

  /** Says that a tenant's records take so much more, or less. */
  public void add(TenantId tenant, long bytes) {
    if (bytes != 0) {
      taken.addAndGet(bytes);
      held.merge(tenant, bytes, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    }
  }

  /** Whether there is room for so much more of all tenants. */
  public boolean fits(long more) {
    return taken.get() + more <= bound;
  }

  /** Whether so much more is within the tenant's share; whoever holds nothing may have the last. */
  public boolean fitsShare(TenantId tenant, long more) {
    long mine = held.getOrDefault(tenant, 0L);
    return mine == 0 || mine + more <= bound - taken.get();
  }

  /** What all records take. */
  public long taken() {
    return taken.get();
  }

  public long bound() {
    return bound;
  }

  /** Whether records take more than a process with this heap can go on with. */
  public boolean isBeyondHope() {
    return taken.get() > most;
  }
}
