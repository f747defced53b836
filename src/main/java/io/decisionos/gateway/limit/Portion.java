package io.decisionos.gateway.limit;

/**
 * What one gateway of several may give of a tenant's rate. A lease counts for a time, in which no
 * other gateway is given the same part. After it the gateway gives no more than its equal part, and
 * all of that once the leases of the others, which may have been larger, must have ended, too.
 * Immutable.
 *
 * @param perSecond requests a second that are leased
 * @param gateways how many share the rate
 * @param untilNanos when the lease ends, on the monotonic clock
 * @param calmNanos when those of all others have ended that were given before this one
 */
record Portion(long perSecond, long gateways, long untilNanos, long calmNanos) {
  /** All of it, for a gateway without others. */
  public static final Portion WHOLE = new Portion(Long.MAX_VALUE, 1, 0, 0);

  /** A lease that was asked for at a time. */
  static Portion leased(long perSecond, long gateways, long askedNanos, long nanos) {
    return new Portion(perSecond, gateways, askedNanos + nanos, askedNanos + 2 * nanos);
  }

  /** Whether there is nobody to share with. */
  boolean isWhole() {
    return gateways == 1;
  }

  /** The same lease of another part. */
  Portion of(long part) {
    return new Portion(part, gateways, untilNanos, calmNanos);
  }

  /** The same lease while others have come or gone. */
  Portion among(long all) {
    return new Portion(perSecond, all, untilNanos, calmNanos);
  }

  /** The part of a tenant's rate at a time. */
  Rate of(Rate whole, long nowNanos) {
    return isWhole()
        ? whole
        : new Rate(perSecond(whole.perSecond(), nowNanos), capacity(whole.capacity()));
  }

  private long perSecond(long whole, long nowNanos) {
    if (nowNanos - untilNanos < 0) {
      return Math.min(perSecond, whole);
    }
    long equal = Math.max(1, whole / gateways);
    return nowNanos - calmNanos < 0 ? Math.min(perSecond, equal) : equal;
  }

  private long capacity(long whole) {
    return Math.max(Rate.REQUEST, whole / gateways);
  }
}
