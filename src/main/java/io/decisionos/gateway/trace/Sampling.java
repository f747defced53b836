package io.decisionos.gateway.trace;

/**
 * Which requests are traced: a share of all, chosen by the trace's id so that all who look at one
 * trace choose alike, and those that callers mark, so many a second. Thread-safe.
 */
final class Sampling {
  /** How many requests a second are traced because their callers say so. */
  static final int MARKED_A_SECOND = 100;

  private static final double RANDOM_IDS = 0x1p56;
  private static final long RANDOM_BITS = (1L << 56) - 1;

  private final long least;
  private long second;
  private int marked;

  /**
   * A sampling.
   *
   * @param share of requests that are traced, from 0 to 1
   */
  Sampling(double share) {
    this.least = (long) ((1 - share) * RANDOM_IDS);
  }

  /** Tells whether the id of a trace is among the share. */
  boolean takes(long idsLowerHalf) {
    return (idsLowerHalf & RANDOM_BITS) >= least;
  }

  /** Tells whether one more request is traced because its caller says so. */
  synchronized boolean takesMarked(long nowSeconds) {
    if (nowSeconds != second) {
      second = nowSeconds;
      marked = 0;
    }
    if (marked >= MARKED_A_SECOND) {
      return false;
    }
    marked++;
    return true;
  }
}
