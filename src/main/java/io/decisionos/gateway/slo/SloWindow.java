package io.decisionos.gateway.slo;

import java.time.Duration;

/** A span of time that ends now, over which a budget's burn is judged. */
enum SloWindow {
  MINUTES_5("5m", Duration.ofMinutes(5), SlotWidth.SECONDS_5),
  MINUTES_30("30m", Duration.ofMinutes(30), SlotWidth.MINUTE),
  HOUR("1h", Duration.ofHours(1), SlotWidth.MINUTE),
  HOURS_6("6h", Duration.ofHours(6), SlotWidth.MINUTES_5),
  DAYS_3("3d", Duration.ofDays(3), SlotWidth.HOUR);

  private final String word;
  private final Duration length;
  private final SlotWidth width;

  SloWindow(String word, Duration length, SlotWidth width) {
    this.word = word;
    this.length = length;
    this.width = width;
  }

  /** As answers name it. */
  String word() {
    return word;
  }

  /** How finely it is counted: it reaches back its length and up to one slot more. */
  SlotWidth width() {
    return width;
  }

  long seconds() {
    return length.toSeconds();
  }

  int slots() {
    return (int) (length.toSeconds() / width.seconds());
  }
}
