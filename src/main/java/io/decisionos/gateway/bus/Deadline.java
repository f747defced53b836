package io.decisionos.gateway.bus;

import java.time.Duration;

/**
 * The moment after which nobody waits for an answer any more, on the process's monotonic clock.
 *
 * @param nanoTime comparable with {@link System#nanoTime} of this process
 * @param asked when the question was asked, likewise
 */
public record Deadline(long nanoTime, long asked) {

  public static Deadline in(Duration patience) {
    long now = System.nanoTime();
    return new Deadline(now + patience.toNanos(), now);
  }

  public boolean isPast() {
    return System.nanoTime() - nanoTime >= 0;
  }
}
