package io.decisionos.gateway.ops;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Remembers when each generation came into force. Confined to the operators' verticle. */
final class GenerationTimes {
  private static final int LEAST_BOUND = 1000;

  private final TreeMap<Long, Instant> times = new TreeMap<>();
  private int bound = LEAST_BOUND;

  /** Notes a book that has just come into force. */
  void note(TenantBook book, Instant at) {
    times.put(book.generation(), at);
    if (times.size() > bound) {
      var used =
          book.tenants().stream().map(Tenant::id).map(book::appliedAt).collect(Collectors.toSet());
      times.keySet().retainAll(used);
      times.putIfAbsent(book.generation(), at);
      bound = Math.max(LEAST_BOUND, 2 * times.size());
    }
  }

  /** The generation in force; 0 before the first. */
  long latest() {
    return times.isEmpty() ? 0 : times.lastKey();
  }

  /** When a generation came into force; empty if no tenant shows it any more. */
  Optional<Instant> of(long generation) {
    return Optional.ofNullable(times.get(generation));
  }
}
