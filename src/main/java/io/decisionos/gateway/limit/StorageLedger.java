package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many bytes each tenant holds of its {@code max_storage_gb}. Every feature that stores
 * something tells what it holds, and whoever lets a write in reads the sum: no question, no hop.
 * Thread-safe.
 */
public final class StorageLedger {
  private final Map<TenantId, Map<Holder, Long>> pages = new ConcurrentHashMap<>();

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
          var next = new EnumMap<Holder, Long>(Holder.class);
          next.putAll(page == null ? Map.of() : page);
          long held = bytes + (onTop ? next.getOrDefault(holder, 0L) : 0);
          next.put(holder, held);
          next.values().removeIf(none -> none == 0);
          return next.isEmpty() ? null : next;
        });
  }

  /** The bytes that one feature holds for a tenant. */
  public long of(TenantId tenant, Holder holder) {
    return page(tenant).getOrDefault(holder, 0L);
  }

  /** The bytes of a tenant that may refuse any of its writes: all but its evidence. */
  public long held(TenantId tenant) {
    return heldWithEvidence(tenant) - of(tenant, Holder.EVIDENCE);
  }

  /** All bytes of a tenant, which may refuse its evidence. */
  public long heldWithEvidence(TenantId tenant) {
    return page(tenant).values().stream().mapToLong(held -> held).sum();
  }

  /** Those of whom anything is held, at this moment or the next. */
  public Set<TenantId> holding() {
    return Collections.unmodifiableSet(pages.keySet());
  }

  private Map<Holder, Long> page(TenantId tenant) {
    return pages.getOrDefault(tenant, Map.of());
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
