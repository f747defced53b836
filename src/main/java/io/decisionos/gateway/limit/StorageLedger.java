package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many bytes each tenant holds of its {@code max_storage_gb}. Every feature that stores
 * something tells what it holds, and whoever lets a write in reads the sum: no question, no hop.
 * Thread-safe.
 */
public final class StorageLedger {
  private final Map<TenantId, long[]> pages = new ConcurrentHashMap<>();

  /** What stores something. */
  public enum Holder {
    ENTRIES,
    /** First answers, which repeats of a write get. */
    ANSWERS,
    NONCES,
    EVENTS,
    /** Refuses further evidence, but no other write: its files may come from other programs. */
    EVIDENCE
  }

  /** Says that a feature holds so much for a tenant now. */
  public void set(TenantId tenant, Holder holder, long bytes) {
    change(tenant, holder, bytes, false);
  }

  /** Says that a feature holds so much more for a tenant, or less. */
  public void add(TenantId tenant, Holder holder, long bytes) {
    change(tenant, holder, bytes, true);
  }

  private void change(TenantId tenant, Holder holder, long bytes, boolean onTop) {
    pages.compute(
        tenant,
        (id, page) -> {
          // A reader sees a page as it was or as it is: none is changed in place.
          long[] next = page == null ? new long[Holder.values().length] : page.clone();
          next[holder.ordinal()] = bytes + (onTop ? next[holder.ordinal()] : 0);
          return Arrays.stream(next).allMatch(held -> held == 0) ? null : next;
        });
  }

  /** The bytes that one feature holds for a tenant. */
  public long of(TenantId tenant, Holder holder) {
    long[] page = pages.get(tenant);
    return page == null ? 0 : page[holder.ordinal()];
  }

  /** The bytes of a tenant that may refuse any of its writes: all but its evidence. */
  public long held(TenantId tenant) {
    return heldWithEvidence(tenant) - of(tenant, Holder.EVIDENCE);
  }

  /** All bytes of a tenant, which may refuse its evidence. */
  public long heldWithEvidence(TenantId tenant) {
    long[] page = pages.get(tenant);
    return page == null ? 0 : Arrays.stream(page).sum();
  }

  /** How many bytes a feature may hold for a tenant beside what the others hold. */
  public long allowance(Tenant tenant, Holder holder) {
    long most = tenant.limits().maxStorageBytes();
    if (most == Long.MAX_VALUE) {
      return most;
    }
    long all = holder == Holder.EVIDENCE ? heldWithEvidence(tenant.id()) : held(tenant.id());
    return most - (all - of(tenant.id(), holder));
  }
}
