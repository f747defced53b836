package io.decisionos.gateway.capacity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Whether something has been in use above a bound for a whole minute, on average. It is over once
 * it is a tenth below the bound, so that it does not flap. Confined to one thread.
 */
final class Strain {
  /** For so long it must be known before anything is said of it. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final double OVER = 0.9;

  private final Deque<Look> looks = new ArrayDeque<>();
  private boolean holds;

  private record Look(long nanos, double percent) {}

  /** Takes what is in use now, in percent, at a time that never runs backwards. */
  void look(long nanos, double percent) {
    looks.addLast(new Look(nanos, percent));
    while (looks.size() > 1 && nanos - second() >= WINDOW.toNanos()) {
      looks.removeFirst();
    }
  }

  private long second() {
    return looks.stream().skip(1).findFirst().orElseThrow().nanos();
  }

  /** The mean of the last minute; empty until one has passed. */
  OptionalDouble mean() {
    if (looks.isEmpty() || looks.getLast().nanos() - looks.getFirst().nanos() < WINDOW.toNanos()) {
      return OptionalDouble.empty();
    }
    return looks.stream().skip(1).mapToDouble(Look::percent).average();
  }

  /** Whether it is above a bound, or was and is not yet well below it. */
  boolean isAbove(double bound) {
    double mean = mean().orElse(0);
    holds = holds ? mean >= bound * OVER : mean >= bound;
    return holds;
  }
}
