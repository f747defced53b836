package io.decisionos.gateway.slo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  /** All of them by their words. */
  static Map<String, SloState> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(SloState::word, Function.identity()));
  }

  SloState worse(SloState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
