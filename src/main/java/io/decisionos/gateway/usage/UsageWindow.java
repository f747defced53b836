package io.decisionos.gateway.usage;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A span of time that ends now: the hour that goes on, and so many finished ones before it. */
enum UsageWindow {
  HOUR("1h", 1),
  DAY("24h", 24),
  DAYS_30("30d", 720);

  /** What callers call them. */
  static final Map<String, UsageWindow> WORDS =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(UsageWindow::word, w -> w));

  private final String word;
  private final int hours;

  UsageWindow(String word, int hours) {
    this.word = word;
    this.hours = hours;
  }

  String word() {
    return word;
  }

  /** How many finished hours it takes in. */
  int hours() {
    return hours;
  }
}
