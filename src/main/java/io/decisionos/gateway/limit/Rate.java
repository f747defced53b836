package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Limits;
import java.util.Optional;

/**
 * So many requests a second, and so many at once. Counted in billionths of a request, so that what
 * a nanosecond brings is a whole number: nothing is ever rounded.
 *
 * @param perSecond requests a second; as many billionths of one a nanosecond
 * @param capacity the most that can be saved up, in billionths of a request; at least one request
 */
public record Rate(long perSecond, long capacity) {
  /** One request. */
  static final long REQUEST = 1_000_000_000;

  // No process gets as far, and the largest burst of it still fits a long.
  private static final long FASTEST = 100_000_000;
  private static final long BILLIONTHS_A_MILLI = 1_000_000;

  /** The rate that the limits ask for; empty if they ask for none. */
  public static Optional<Rate> of(Limits limits) {
    return limits.maxQps().map(maxQps -> of(Math.min(maxQps, FASTEST), limits.burst().toMillis()));
  }

  private static Rate of(long perSecond, long burstMillis) {
    return new Rate(perSecond, Math.max(REQUEST, perSecond * burstMillis * BILLIONTHS_A_MILLI));
  }

  /** The whole requests that can come at once. */
  public long burst() {
    return capacity / REQUEST;
  }

  /** What is there after so many nanoseconds more. */
  long filled(long left, long elapsedNanos) {
    return elapsedNanos >= nanosFor(capacity - left) ? capacity : left + elapsedNanos * perSecond;
  }

  /**
   * How many nanoseconds bring so much, rounded up; with a rate of nothing, more than there are.
   */
  long nanosFor(long missing) {
    if (perSecond == 0) {
      return missing == 0 ? 0 : Long.MAX_VALUE;
    }
    return (missing + perSecond - 1) / perSecond;
  }
}
