package io.decisionos.gateway.limit;

/**
 * What is left of a rate at one moment. Immutable.
 *
 * @param left in billionths of a request
 * @param atNanos on the monotonic clock
 */
record Level(Rate rate, long left, long atNanos) {

  static Level full(Rate rate, long nowNanos) {
    return new Level(rate, rate.capacity(), nowNanos);
  }

  /**
   * The level now, under a rate that may be another one from now on: what was saved up stays, as
   * far as it fits, and no more is given. A moment that lies before the level's own counts as that
   * one.
   */
  Level at(Rate now, long nowNanos) {
    long elapsed = Math.max(0, nowNanos - atNanos);
    long filled = rate.filled(left, elapsed);
    return new Level(now, Math.min(filled, now.capacity()), atNanos + elapsed);
  }

  boolean holdsOne() {
    return left >= Rate.REQUEST;
  }

  Level lessOne() {
    return new Level(rate, left - Rate.REQUEST, atNanos);
  }

  /** How long until there is a whole request again; a second if another gateway has the rate. */
  long nanosToOne() {
    return rate.perSecond() == 0 ? Rate.REQUEST : rate.nanosFor(Rate.REQUEST - left);
  }

  boolean isFull() {
    return left == rate.capacity();
  }
}
