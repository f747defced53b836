package io.decisionos.gateway.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time of day that waits go by: it never runs backwards, as the desk must not see that, and
 * never stands still, as nobody would be told of anything. When the machine's clock is set back it
 * goes on at half the speed until that has caught up. When it is put forward, or the machine has
 * slept, it goes along, and says by how much nobody has waited. Confined to one thread.
 */
final class DeskClock {
  // Clocks that are only set right differ by less.
  private static final Duration LEAP = Duration.ofSeconds(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private final Consumer<Duration> leapt;
  private Instant latest = Instant.MIN;
  private long at;

  /**
   * A clock.
   *
   * @param nanos a time that never jumps
   * @param leapt told by how much the machine's clock has jumped ahead, before it counts
   */
  DeskClock(Clock clock, LongSupplier nanos, Consumer<Duration> leapt) {
    this.clock = clock;
    this.nanos = nanos;
    this.leapt = leapt;
    this.at = nanos.getAsLong();
  }

  /** The time, in milliseconds: people read it in what is said of alerts. */
  Instant now() {
    long here = nanos.getAsLong();
    long passed = here - at;
    Instant least = latest.plusNanos(passed / 2);
    Instant machine = clock.instant();
    Duration ahead = Duration.between(latest.plusNanos(passed), machine);
    if (!latest.equals(Instant.MIN) && ahead.compareTo(LEAP) > 0) {
      leapt.accept(ahead);
    }
    latest = machine.isAfter(least) ? machine : least;
    at = here;
    return latest.truncatedTo(ChronoUnit.MILLIS);
  }
}
