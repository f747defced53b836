package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The nonces that must be remembered, in memory. For one thread. */
final class NonceTable {
  /** What one takes in the file, about: it counts the same for nonces of any length. */
  private static final long FILE_BYTES = 64;

  /** Nonces are forgotten by the second: one list for each instead of a tree of all of them. */
  private static final long BUCKET_MILLIS = 1000;

  private final Map<NonceDigest, Long> keptUntil = new HashMap<>();
  private final TreeMap<Long, List<Remembered>> expiries = new TreeMap<>();
  private final Map<TenantId, Long> counts = new HashMap<>();
  private final Account account;

  /**
   * @param account hears what tenants hold
   */
  NonceTable(Account account) {
    this.account = account;
  }

  private record Remembered(TenantId tenant, NonceDigest digest) {}

  boolean remembers(NonceDigest digest, long nowMillis) {
    Long last = keptUntil.get(digest);
    return last != null && last >= nowMillis;
  }

  void remember(GuardRecord.Admitted nonce) {
    Long before = keptUntil.put(nonce.digest(), nonce.keptUntil());
    if (before == null) {
      counts.merge(nonce.tenant(), 1L, Long::sum);
      account.add(nonce.tenant(), FILE_BYTES, HeapCost.NONCE);
    }
    expiries
        .computeIfAbsent(bucket(nonce.keptUntil()), second -> new ArrayList<>())
        .add(new Remembered(nonce.tenant(), nonce.digest()));
  }

  /** Takes back a nonce that was not written. */
  void forget(GuardRecord.Admitted nonce) {
    drop(new Remembered(nonce.tenant(), nonce.digest()));
  }

  /** Forgets what need not be remembered any more. */
  void sweep(long nowMillis) {
    while (!expiries.isEmpty() && expiries.firstKey() < bucket(nowMillis)) {
      for (Remembered each : expiries.pollFirstEntry().getValue()) {
        if (!remembers(each.digest(), nowMillis)) {
          drop(each);
        }
      }
    }
  }

  private void drop(Remembered nonce) {
    if (keptUntil.remove(nonce.digest()) != null) {
      counts.computeIfPresent(nonce.tenant(), (tenant, n) -> n == 1 ? null : Long.valueOf(n - 1));
      account.add(nonce.tenant(), -FILE_BYTES, -HeapCost.NONCE);
    }
  }

  private static long bucket(long millis) {
    return Math.floorDiv(millis, BUCKET_MILLIS);
  }

  long count(TenantId tenant) {
    return counts.getOrDefault(tenant, 0L);
  }

  /** What the nonces of a tenant count for. */
  long bytes(TenantId tenant) {
    return FILE_BYTES * count(tenant);
  }

  long count() {
    return keptUntil.size();
  }
}
