package io.decisionos.gateway.load.scenario;

import java.util.Set;

/** The answers that count as right. An empty set stands for the default of the role. Immutable. */
public record Statuses(Set<Integer> codes) {

  public static final Statuses DEFAULT = new Statuses(Set.of());

  public Statuses {
    codes = Set.copyOf(codes);
  }

  /** Whether {@code status} is right for a tenant of this role. */
  public boolean allow(int status, Role role) {
    if (!codes.isEmpty()) {
      return codes.contains(status);
    }
    int family = status / 100;
    return role == Role.HOSTILE ? family == 4 : family == 2;
  }

  /** These where they say something, else {@code fallback}. */
  public Statuses or(Statuses fallback) {
    return codes.isEmpty() ? fallback : this;
  }
}
