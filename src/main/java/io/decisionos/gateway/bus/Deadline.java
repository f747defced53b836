package io.decisionos.gateway.bus;

import java.time.Duration;

/**
 * The moment after which nobody waits for an answer any more, on the process's monotonic clock.
 *
 * @param nanoTime comparable with {@link System#nanoTime} of this process
 */
public record Deadline(long nanoTime) {

  public static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  public boolean isPast() {
    return System.nanoTime() - nanoTime >= 0;
  }
}
