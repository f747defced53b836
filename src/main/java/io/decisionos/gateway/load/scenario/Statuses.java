package io.decisionos.gateway.load.scenario;

import java.util.Set;

/**
 * The answers that count as right; an empty set leaves it to the default: 2xx, for a hostile tenant
 * 4xx. Immutable.
 */
public record Statuses(Set<Integer> codes) {

  public Statuses {
    codes = Set.copyOf(codes);
  }

  boolean isDefault() {
    return codes.isEmpty();
  }

  boolean contain(int status) {
    return codes.contains(status);
  }
}
