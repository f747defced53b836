package io.decisionos.gateway.alerts.book;

import java.time.Duration;

/** When the board was heard; nanoseconds are those of a clock that never jumps. For one thread. */
final class Contact {
  /** Whoever hears the board again leaves the seat for so long to whoever had it. */
  private static final Duration COURTESY = Duration.ofSeconds(5);

  private boolean everHeard;
  private long heardNanos;
  private long inTouchSince;

  void heard(long nanos) {
    if (isLost(nanos)) {
      inTouchSince = nanos;
    } else if (!everHeard) {
      inTouchSince = nanos - COURTESY.toNanos();
    }
    everHeard = true;
    heardNanos = nanos;
  }

  /** Whether the board was heard, and not lately. */
  boolean isLost(long nanos) {
    return everHeard && nanos - heardNanos > COURTESY.toNanos();
  }

  /** Whether the board was lost until a moment ago. */
  boolean isNew(long nanos) {
    return everHeard && nanos - inTouchSince < COURTESY.toNanos();
  }

  /** How long ago it was heard, in nanoseconds. */
  long age(long nanos) {
    return nanos - heardNanos;
  }
}
