package io.decisionos.gateway.config;

import java.time.Duration;

/**
 * A sweep or a look that is over, and the rest that it asks for: neither a writer that never stops
 * nor many files may keep a core busy. Immutable.
 *
 * @param end in monotonic nanoseconds
 * @param nanos how long it took
 */
record PastLook(long end, long nanos) {
  /** Between two looks. */
  static final Duration LEAST_GAP = Duration.ofMillis(5);

  /** Between two sweeps while nothing happens. */
  static final Duration LEAST_PERIOD = Duration.ofSeconds(1);

  private static final Duration MOST_GAP = Duration.ofMillis(100);

  // Sweeping takes at most a fiftieth of a core while nothing happens, though not for ever: one
  // that reads every file takes longer.
  private static final int IDLE_SHARE = 50;
  private static final Duration MOST_PERIOD = Duration.ofSeconds(10);

  // Where events tell of every change it has nothing to find.
  private static final int TOLD_SHARE = 200;
  private static final Duration MOST_TOLD_PERIOD = Duration.ofMinutes(2);

  static PastLook since(long begin) {
    return after(System.nanoTime() - begin);
  }

  /** One that ended now and took so many nanoseconds. */
  static PastLook after(long nanos) {
    return new PastLook(System.nanoTime(), nanos);
  }

  /** What is left of the gap after it. */
  Duration rest() {
    Duration gap = within(LEAST_GAP, Duration.ofNanos(nanos), MOST_GAP);
    return Duration.ofNanos(Math.max(0, end + gap.toNanos() - System.nanoTime()));
  }

  /**
   * How long the next one may wait.
   *
   * @param told whether events tell of every change
   */
  Duration period(boolean told) {
    return told
        ? within(LEAST_PERIOD, Duration.ofNanos(nanos * TOLD_SHARE), MOST_TOLD_PERIOD)
        : within(LEAST_PERIOD, Duration.ofNanos(nanos * IDLE_SHARE), MOST_PERIOD);
  }

  private static Duration within(Duration least, Duration wanted, Duration most) {
    Duration atLeast = wanted.compareTo(least) < 0 ? least : wanted;
    return atLeast.compareTo(most) > 0 ? most : atLeast;
  }
}
