package io.decisionos.gateway.load.scenario;

/**
 * How a tenant behaves: when its share of the arrivals comes, and which answers are right for it.
 */
public enum Role {
  /** Spread evenly; expects to be served. */
  STEADY,
  /** The same average, but each second's arrivals come within its first tenth. */
  BURSTY,
  /** Spread evenly; expects to be refused, and is left out of the totals. */
  HOSTILE;

  private static final double BURST_SHARE = 0.1;

  /** When an arrival that would be due at {@code seconds} is due in this role. */
  public double moved(double seconds) {
    if (this != BURSTY) {
      return seconds;
    }
    double second = Math.floor(seconds);
    return second + (seconds - second) * BURST_SHARE;
  }
}
