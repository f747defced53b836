package io.decisionos.gateway.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** One tenant's level, and what it was refused. Thread-safe, without locks. */
final class Bucket {
  /** A tenant that was refused nothing for so long is within its limit again. */
  static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(60);

  // Null once the bucket is thrown away.
  private final AtomicReference<Level> level;
  private final LongAdder refused = new LongAdder();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long lastRefusalNanos;

  Bucket(Rate rate, long nowNanos) {
    level = new AtomicReference<>(Level.full(rate, nowNanos));
  }

  /** What became of an attempt to take one request out. */
  sealed interface Take {
    Take TAKEN = new Taken();
    Take GONE = new Gone();

    record Taken() implements Take {}

    /** The bucket has been thrown away; there may be another one. */
    record Gone() implements Take {}

    /** There is not enough in it. */
    record Refused(Excess excess) implements Take {}
  }

  Take take(Rate rate, long nowNanos) {
    while (true) {
      Level before = level.get();
      if (before == null) {
        return Take.GONE;
      }
      Level now = before.at(rate, nowNanos);
      boolean enough = now.holdsOne();
      // Under the same rate a refusal leaves the level as it was: a flood of them writes nothing.
      boolean asBefore = !enough && before.rate().equals(rate);
      if (asBefore || level.compareAndSet(before, enough ? now.lessOne() : now)) {
        return enough ? Take.TAKEN : new Take.Refused(refuse(now, nowNanos));
      }
    }
  }

  private Excess refuse(Level now, long nowNanos) {
    refused.increment();
    lastRefusalNanos = nowNanos;
    boolean first = !over.get() && over.compareAndSet(false, true);
    return new Excess(now.rate(), now.nanosToOne(), first);
  }

  /**
   * Throws the bucket away if it is full: a new one would be no different. Tells whether it is
   * gone.
   */
  boolean throwAway(long nowNanos) {
    Level before = level.get();
    return before == null
        || (before.at(before.rate(), nowNanos).isFull() && level.compareAndSet(before, null));
  }

  /** Tells once when the tenant has been within its limit again for long enough. */
  boolean calmsDown(long nowNanos) {
    return over.get()
        && nowNanos - lastRefusalNanos >= CALM_NANOS
        && over.compareAndSet(true, false);
  }

  /** How the tenant stands under this rate. */
  Standing standing(Rate rate, long nowNanos) {
    Level before = level.get();
    Level now = before == null ? Level.full(rate, nowNanos) : before.at(rate, nowNanos);
    return new Standing(rate, now.left() / Rate.REQUEST, refused.sum(), over.get());
  }
}
