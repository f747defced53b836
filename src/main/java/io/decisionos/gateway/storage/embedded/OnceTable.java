package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The outcomes of what was done under names that make it once. Each tenant has so many places of
 * its own, and beyond that loses its own oldest. For one thread.
 *
 * @param <T> an outcome
 */
final class OnceTable<T> {
  private final Map<TenantId, LinkedHashMap<String, Outcome<T>>> outcomes = new HashMap<>();
  private final long mostOfOneTenant;

  OnceTable(long mostOfOneTenant) {
    this.mostOfOneTenant = mostOfOneTenant;
  }

  private record Outcome<T>(T value, long until) {}

  Optional<T> find(StoreKey name, long nowMillis) {
    return Optional.ofNullable(outcomes.get(name.tenant()))
        .map(own -> own.get(name.name()))
        .filter(outcome -> outcome.until() >= nowMillis)
        .map(Outcome::value);
  }

  void note(StoreKey name, T value, long until) {
    var own = outcomes.computeIfAbsent(name.tenant(), tenant -> new LinkedHashMap<>());
    own.put(name.name(), new Outcome<>(value, until));
    if (own.size() > mostOfOneTenant) {
      own.remove(own.keySet().iterator().next());
    }
  }

  void forget(StoreKey name) {
    outcomes.computeIfPresent(
        name.tenant(),
        (tenant, own) -> {
          own.remove(name.name());
          return own.isEmpty() ? null : own;
        });
  }

  /** Forgets what need not be remembered any more; the oldest come first. */
  void sweep(long nowMillis) {
    outcomes.values().removeIf(own -> isEmptyAt(own, nowMillis));
  }

  private static <T> boolean isEmptyAt(Map<String, Outcome<T>> own, long nowMillis) {
    var oldest = own.values().iterator();
    while (oldest.hasNext() && oldest.next().until() < nowMillis) {
      oldest.remove();
    }
    return own.isEmpty();
  }
}
