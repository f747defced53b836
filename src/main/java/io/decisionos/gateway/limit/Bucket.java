package io.decisionos.gateway.limit;

import java.util.Optional;
import java.util.OptionalLong;
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
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long lastRefusalNanos;
  // Null while nothing of the rate is leased for this gateway.
  private volatile Portion leased;
  private volatile Rate whole;

  Bucket(Rate whole, Portion common, long nowNanos) {
    this.whole = whole;
    this.level = new AtomicReference<>(Level.full(common.of(whole, nowNanos), nowNanos));
  }

  /**
   * How it stands, for whoever shares its rate with others.
   *
   * @param left what is saved up, of a capacity, both in billionths of a request
   */
  record Reading(Rate whole, long taken, long refused, long left, long capacity) {
    boolean isFull() {
      return left >= capacity;
    }
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

  /**
   * Takes one request out.
   *
   * @param now the tenant's rate, of which this gateway gives its portion
   * @param common the portion if nothing is leased
   */
  Take take(Rate now, Portion common, long nowNanos) {
    if (!now.equals(whole)) {
      whole = now;
    }
    Rate rate = portion(common).of(now, nowNanos);
    while (true) {
      Level before = level.get();
      if (before == null) {
        return Take.GONE;
      }
      Level present = before.at(rate, nowNanos);
      boolean enough = present.holdsOne();
      // Under the same rate a refusal leaves the level as it was: a flood of them writes nothing.
      boolean asBefore = !enough && before.rate().equals(rate);
      if (asBefore || level.compareAndSet(before, enough ? present.lessOne() : present)) {
        return enough ? taken() : new Take.Refused(refuse(present, nowNanos));
      }
    }
  }

  private Take taken() {
    taken.increment();
    return Take.TAKEN;
  }

  private Portion portion(Portion common) {
    Portion own = leased;
    return own == null ? common : own;
  }

  /** Has what is saved up until now count by the portion before, and goes on by another one. */
  void give(Optional<Portion> portion, Portion common, long nowNanos) {
    leased = portion.orElse(null);
    settle(common, nowNanos);
  }

  private void settle(Portion common, long nowNanos) {
    Rate rate = portion(common).of(whole, nowNanos);
    level.updateAndGet(before -> before == null ? null : before.at(rate, nowNanos));
  }

  Reading reading(Portion common, long nowNanos) {
    settle(common, nowNanos);
    Level now = level.get();
    Rate rate = portion(common).of(whole, nowNanos);
    long left = now == null ? rate.capacity() : now.left();
    return new Reading(whole, taken.sum(), refused.sum(), left, rate.capacity());
  }

  private Excess refuse(Level now, long nowNanos) {
    refused.increment();
    lastRefusalNanos = nowNanos;
    boolean first = !over.get() && over.compareAndSet(false, true);
    return new Excess(whole, now.nanosToOne(), first);
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
  Standing standing(Rate rate, Portion common, long nowNanos) {
    Level before = level.get();
    Portion portion = portion(common);
    OptionalLong share =
        portion.isWhole()
            ? OptionalLong.empty()
            : OptionalLong.of(portion.of(rate, nowNanos).perSecond());
    Level now = before == null ? Level.full(rate, nowNanos) : before.at(before.rate(), nowNanos);
    return new Standing(rate, now.left() / Rate.REQUEST, refused.sum(), over.get(), share);
  }
}
