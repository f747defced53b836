package io.decisionos.gateway.work;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * What one thread does for whom. Asking for a thread's processor time takes about a microsecond, so
 * that only so many turns are measured between two looks, each as often as it stands for: a rush
 * after a quiet second is measured ever more rarely as it goes on. Turns begin and end on the
 * thread itself; what was seen is taken by another one.
 */
public final class BusyThread {
  private static final long NOT_MEASURED = Long.MIN_VALUE;
  private static final int MOST_MEASURED = 1000;
  private static final int MOST_BETWEEN = 10_000;

  private final LongSupplier cpu;
  private final long costOfMeasuring;
  private final SplittableRandom random = new SplittableRandom();
  private Map<Object, Done> done = new HashMap<>();
  private int measured;
  private long turns;
  private volatile int every = 1;
  private int depth;
  private int untilNext = 1;
  private int meanUntilNext = 1;
  private int standsFor;

  /**
   * What was done for one party in a while.
   *
   * @param nanos of processor time within its turns
   * @param turns how many there were
   */
  record Done(long nanos, long turns) {
    Done plus(Done other) {
      return new Done(nanos + other.nanos, turns + other.turns);
    }
  }

  /**
   * A thread that has done nothing yet.
   *
   * @param cpu the processor time of the calling thread in nanoseconds
   * @param costOfMeasuring which a measured turn holds besides itself
   */
  BusyThread(LongSupplier cpu, long costOfMeasuring) {
    this.cpu = cpu;
    this.costOfMeasuring = costOfMeasuring;
  }

  /** Begins a turn; whoever gets the mark hands it to {@link #end}, once, whatever happens. */
  public long begin() {
    // A turn within another one is a part of it.
    if (depth++ > 0 || --untilNext > 0) {
      return NOT_MEASURED;
    }
    standsFor = meanUntilNext;
    meanUntilNext = every;
    // At random distances, as callers may come in a rhythm.
    untilNext = meanUntilNext == 1 ? 1 : 1 + random.nextInt(2 * meanUntilNext - 1);
    return cpu.getAsLong();
  }

  /**
   * Ends a turn.
   *
   * @param party for whom it was; empty for nobody
   */
  public void end(long begun, Optional<?> party) {
    depth--;
    if (begun != NOT_MEASURED) {
      long nanos = party.isEmpty() ? 0 : Math.max(0, cpu.getAsLong() - begun - costOfMeasuring);
      add(party, new Done(nanos * standsFor, standsFor));
    }
  }

  private synchronized void add(Optional<?> party, Done more) {
    turns += more.turns();
    if (party.isPresent()) {
      done.merge(party.get(), more, Done::plus);
    }
    if (++measured == MOST_MEASURED) {
      every = Math.min(MOST_BETWEEN, 2 * every);
      measured = MOST_MEASURED / 2;
    }
  }

  /** Takes what was done since the last time, and measures more or fewer turns from now on. */
  synchronized Map<Object, Done> take() {
    Map<Object, Done> taken = done;
    every = (int) Math.max(1, Math.min(MOST_BETWEEN, turns / MOST_MEASURED));
    done = new HashMap<>();
    turns = 0;
    measured = 0;
    return taken;
  }
}
