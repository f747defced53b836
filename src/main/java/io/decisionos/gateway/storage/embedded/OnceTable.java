package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The outcomes of what was done under names that make it once. Names take the same memory whatever
 * their length. For one thread.
 *
 * @param <T> an outcome
 */
final class OnceTable<T> {
  private final Map<TenantId, LinkedHashMap<NameDigest, Outcome<T>>> outcomes = new HashMap<>();
  private final Account account;
  private final long cost;

  /**
   * @param cost what a name with its outcome takes of the heap
   */
  OnceTable(Account account, long cost) {
    this.account = account;
    this.cost = cost;
  }

  private record Outcome<T>(T value, long until) {}

  Optional<T> find(StoreKey name, long nowMillis) {
    return Optional.ofNullable(outcomes.get(name.tenant()))
        .map(own -> own.get(NameDigest.of(name)))
        .filter(outcome -> outcome.until() >= nowMillis)
        .map(Outcome::value);
  }

  void note(StoreKey name, T value, long until) {
    var own = outcomes.computeIfAbsent(name.tenant(), tenant -> new LinkedHashMap<>());
    if (own.put(NameDigest.of(name), new Outcome<>(value, until)) == null) {
      account.add(name.tenant(), 0, cost);
    }
  }

  void forget(StoreKey name) {
    outcomes.computeIfPresent(
        name.tenant(),
        (tenant, own) -> {
          if (own.remove(NameDigest.of(name)) != null) {
            account.add(tenant, 0, -cost);
          }
          return own.isEmpty() ? null : own;
        });
  }

  /** How many names of a tenant are remembered. */
  long count(TenantId tenant) {
    Map<?, ?> own = outcomes.get(tenant);
    return own == null ? 0 : own.size();
  }

  /** Forgets what need not be remembered any more; the oldest come first. */
  void sweep(long nowMillis) {
    outcomes.entrySet().removeIf(own -> isEmptyAt(own.getKey(), own.getValue(), nowMillis));
  }

  private boolean isEmptyAt(TenantId tenant, Map<?, Outcome<T>> own, long nowMillis) {
    var oldest = own.values().iterator();
    while (oldest.hasNext() && oldest.next().until() < nowMillis) {
      oldest.remove();
      account.add(tenant, 0, -cost);
    }
    return own.isEmpty();
  }
}
