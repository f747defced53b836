package io.decisionos.gateway.slo;

import java.util.Arrays;

/** How finely answers are counted; each width is counted by itself. */
enum SlotWidth {
  SECONDS_5(5),
  MINUTE(60),
  MINUTES_5(300),
  HOUR(3600);

  private final int seconds;

  SlotWidth(int seconds) {
    this.seconds = seconds;
  }

  int seconds() {
    return seconds;
  }

  /** The number of the slot that holds a second since 1970. */
  int slotOf(long second) {
    return (int) Math.floorDiv(second, seconds);
  }

  /** How many slots are kept: what the longest window needs, and the one that is still open. */
  int kept() {
    return 1
        + Arrays.stream(SloWindow.values())
            .filter(window -> window.width() == this)
            .mapToInt(SloWindow::slots)
            .max()
            .orElseThrow();
  }
}
