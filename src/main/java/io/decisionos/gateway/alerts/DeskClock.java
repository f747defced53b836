package io.decisionos.gateway.alerts;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of day that waits go by: it never runs backwards, as the desk must not see that, and
 * never stands still, as nobody would be told of anything. When the machine's clock is set back it
 * goes on at half the speed until that has caught up. Confined to one thread.
 */
final class DeskClock {
  private final Clock clock;
  private final LongSupplier nanos;
  private Instant latest = Instant.MIN;
  private long at;

  /**
   * A clock.
   *
   * @param nanos a time that never jumps
   */
  DeskClock(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.at = nanos.getAsLong();
  }

  Instant now() {
    long here = nanos.getAsLong();
    Instant least = latest.plusNanos((here - at) / 2);
    Instant machine = clock.instant();
    latest = machine.isAfter(least) ? machine : least;
    at = here;
    return latest;
  }
}
