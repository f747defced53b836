package io.decisionos.gateway.storage.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * What the event loops of this gateway know of the data set that they use, so that none of them
 * takes another one. Thread-safe.
 */
final class RedisHome {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private Known known = new Known(Optional.empty(), "", 0);
  private long askedNanos = System.nanoTime() - PERIOD;

  /**
   * What is known.
   *
   * @param mark of the data set, once it is known
   * @param last the address that was used last
   * @param epoch the latest decision for an address that was followed
   */
  record Known(Optional<RedisMark> mark, String last, long epoch) {

    /** A Redis that has lost everything, its mark too, is the same at the same address. */
    boolean isHome(RedisChoice.Found found) {
      return found.mark().isPresent()
          ? mark.isPresent() && found.mark().get().isOfTheSame(mark.get())
          : found.place().equals(last);
    }

    /**
     * Whether it has missed that gateways went on elsewhere. One that has lost the mark alone has
     * not: it was used last, or has been decided for since.
     */
    boolean isAheadOf(RedisChoice.Found found) {
      boolean isBehind = found.mark().isPresent() && found.mark().get().term() < term();
      return isBehind && !found.place().equals(last) && found.epoch() <= epoch;
    }

    /** The mark that one must have that is used now: never an older one than is known. */
    RedisMark due(RedisChoice.Found used) {
      RedisMark before = used.mark().or(() -> mark).orElseGet(RedisMark::random);
      boolean isMoved = !last.isEmpty() && !last.equals(used.place());
      return before.term() > term() ? before : before.withTerm(isMoved ? term() + 1 : term());
    }

    private long term() {
      return mark.map(RedisMark::term).orElse(0L);
    }
  }

  synchronized Known known() {
    return known;
  }

  /** Tells one of the event loops, once a second, to ask whether the data set has moved. */
  synchronized boolean isToBeAsked() {
    long now = System.nanoTime();
    boolean isDue = now - askedNanos >= PERIOD;
    askedNanos = isDue ? now : askedNanos;
    return isDue;
  }

  synchronized void settle(RedisChoice.Found used, RedisMark mark) {
    known = new Known(Optional.of(mark), used.place(), Math.max(known.epoch(), used.epoch()));
  }
}
