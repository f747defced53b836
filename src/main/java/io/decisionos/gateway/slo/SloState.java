package io.decisionos.gateway.slo;

import java.util.Locale;

/** How an objective or a tenant stands, from best to worst. */
public enum SloState {
  NO_DATA,
  OK,
  WARN,
  CRITICAL;

  /** As answers spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  SloState worse(SloState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
