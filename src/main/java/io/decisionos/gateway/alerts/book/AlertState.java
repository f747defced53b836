package io.decisionos.gateway.alerts.book;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far an alert has come. */
public enum AlertState {
  /** It holds for less than its route waits; if it ends now, nobody is told. */
  PENDING,
  FIRING,
  /** It holds, and somebody wants to hear nothing of it for a while. */
  SILENCED,
  RESOLVED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Map<String, AlertState> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(AlertState::word, Function.identity()));
  }
}
