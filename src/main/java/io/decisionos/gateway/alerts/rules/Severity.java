package io.decisionos.gateway.alerts.rules;

import io.decisionos.gateway.bus.Notice;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How bad an alert is, from least to worst. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** As labels and files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them by their words. */
  public static Map<String, Severity> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(Severity::word, Function.identity()));
  }

  /** As bad as what features say of a condition. */
  public static Severity of(Notice.Level level) {
    return switch (level) {
      case INFO -> INFO;
      case WARN -> WARNING;
      case ERROR -> CRITICAL;
    };
  }
}
