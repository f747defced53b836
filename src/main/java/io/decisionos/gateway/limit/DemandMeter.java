package io.decisionos.gateway.limit;

/**
 * How many requests a second of one tenant come in, by the last second; if some were refused, by
 * the last moment, as there may be more to come. Confined to one thread.
 */
final class DemandMeter {
  private static final int TICKS = 5;
  private static final double SECOND = 1e9;
  private static final double AHEAD = 0.1;

  private final long[] asked = new long[TICKS];
  private final long[] nanos = new long[TICKS];
  private int at;
  private long taken;
  private long refused;
  private long lastNanos;
  private boolean isRefusing;
  private Bucket.Reading last;

  /** A meter of a tenant who has asked for the first time since the last tick. */
  DemandMeter(long beganNanos) {
    lastNanos = beganNanos;
  }

  /** A meter that begins with how a tenant stands. */
  DemandMeter(Bucket.Reading first, long nowNanos) {
    this(nowNanos);
    taken = first.taken();
    refused = first.refused();
  }

  /** Counts what came in since the last time. */
  void tick(Bucket.Reading now, long nowNanos) {
    long count = now.taken() - taken + now.refused() - refused;
    isRefusing = now.refused() > refused;
    taken = now.taken();
    refused = now.refused();
    at = (at + 1) % TICKS;
    asked[at] = count;
    nanos[at] = Math.max(1, nowNanos - lastNanos);
    lastNanos = nowNanos;
    last = now;
  }

  /** Whether anything came in lately, or what is saved up is not complete yet. */
  boolean isActive() {
    return sum(asked) > 0 || !last.isFull();
  }

  /** Requests a second, with a little to save up if little is left. */
  long perSecond() {
    double mean = rate(sum(asked), sum(nanos));
    double demand = isRefusing ? Math.max(mean, rate(asked[at], nanos[at])) : mean;
    double missing = Math.max(0, last.capacity() / 2.0 - last.left()) / Rate.REQUEST;
    return Math.round(demand + Math.min(missing, AHEAD * demand));
  }

  private static double rate(long count, long nanos) {
    return nanos == 0 ? 0 : count * SECOND / nanos;
  }

  private static long sum(long[] some) {
    long sum = 0;
    for (long each : some) {
      sum += each;
    }
    return sum;
  }
}
