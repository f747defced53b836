package io.decisionos.gateway.storage.redis;

import java.time.Duration;
import java.util.Optional;

/**
 * What the event loops of this gateway know of the data set that they use, so that none of them
 * takes another one. Thread-safe.
 */
final class RedisHome {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private Known known = new Known(Optional.empty(), "");
  private long askedNanos = System.nanoTime() - PERIOD;

  /**
   * What is known.
   *
   * @param mark of the data set, once it is known
   * @param last the address that was used last
   */
  record Known(Optional<RedisMark> mark, String last) {

    /** A Redis that has lost everything, its mark too, is the same at the same address. */
    boolean isHome(RedisChoice.Found found) {
      return found.mark().isPresent()
          ? mark.isPresent() && found.mark().get().isOfTheSame(mark.get())
          : found.place().equals(last);
    }

    /** Whether it has missed that gateways went on elsewhere. */
    boolean isAheadOf(RedisChoice.Found found) {
      return mark.isPresent()
          && found.mark().isPresent()
          && found.mark().get().term() < mark.get().term();
    }

    /** The mark that one must have that is used now. */
    RedisMark due(RedisChoice.Found used) {
      RedisMark before = used.mark().or(() -> mark).orElseGet(RedisMark::random);
      boolean isMoved = !last.isEmpty() && !last.equals(used.place());
      return isMoved && !isBehind(before) ? before.next() : before;
    }

    private boolean isBehind(RedisMark other) {
      return mark.isPresent() && mark.get().term() < other.term();
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
    known = new Known(Optional.of(mark), used.place());
  }
}
