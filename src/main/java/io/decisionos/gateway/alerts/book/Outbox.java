package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertSettings.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The way to one receiver: one message at a time, so many in a window, and a pause while it cannot
 * take any. Confined to one thread.
 */
final class Outbox {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  // Also for a receiver that asks for none, or by a clock that is behind ours.
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;
  // When more groups are due than a limit allows, seven parts in ten of a large one go to digests,
  // so far apart: in a minute of storm each group is named within five seconds.
  private static final int LARGE = 10;
  private static final int SPARED_IN_TEN = 7;
  private static final Duration BETWEEN_DIGESTS = Duration.ofMillis(4500);

  private final Deque<Instant> sent = new ArrayDeque<>();
  private Instant pausedUntil = Instant.MIN;
  private int failures;
  private boolean busy;

  boolean isFree(Instant now) {
    return !busy && !pausedUntil.isAfter(now);
  }

  /** What may be sent now. */
  enum Pace {
    NOTHING,
    /** The most urgent group by itself. */
    ONE,
    /** A digest of all groups. */
    ALL
  }

  /**
   * Decides what may be sent now.
   *
   * @param due how many groups have something to say
   * @param waited whether one of them waits for a digest already
   */
  Pace pace(int due, boolean waited, Instant now, RateLimit limit) {
    int room = room(now, limit);
    if (room == 0) {
      return Pace.NOTHING;
    }
    boolean crowd = isLarge(limit) && due > room && room <= spared(limit);
    if (!waited && !crowd) {
      return Pace.ONE;
    }
    return isLarge(limit) && digestAt().filter(now::isBefore).isPresent() ? Pace.NOTHING : Pace.ALL;
  }

  private static boolean isLarge(RateLimit limit) {
    return limit.perReceiver() >= LARGE;
  }

  private static int spared(RateLimit limit) {
    return limit.perReceiver() * SPARED_IN_TEN / 10;
  }

  private Optional<Instant> digestAt() {
    return Optional.ofNullable(sent.peekLast()).map(last -> last.plus(BETWEEN_DIGESTS));
  }

  /** How many messages may still be sent now. */
  private int room(Instant now, RateLimit limit) {
    while (!sent.isEmpty() && !sent.peekFirst().plus(limit.window()).isAfter(now)) {
      sent.removeFirst();
    }
    return Math.max(0, limit.perReceiver() - sent.size());
  }

  /** When there is room for a digest, by what was sent. */
  Optional<Instant> roomAt(RateLimit limit) {
    return sent.size() < limit.perReceiver()
        ? digestAt()
        : Optional.ofNullable(sent.peekFirst()).map(first -> first.plus(limit.window()));
  }

  void begin(Instant now) {
    sent.addLast(now);
    busy = true;
  }

  /** Likewise, for what no limit counts. */
  void beginUncounted() {
    busy = true;
  }

  void done() {
    busy = false;
    failures = 0;
    pausedUntil = Instant.MIN;
  }

  /** The message was not sent after all. */
  void withdrawn() {
    busy = false;
    sent.pollLast();
  }

  /** The receiver is well, though it took this message for none. */
  void refused() {
    busy = false;
  }

  /**
   * It could not be reached, or asked for a pause.
   *
   * @return when it is tried again
   */
  Instant failed(Instant now, Optional<Duration> asked) {
    busy = false;
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration own = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    failures++;
    Duration pause = asked.orElse(own);
    pausedUntil = now.plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
    return pausedUntil;
  }

  List<Instant> sent() {
    return List.copyOf(sent);
  }

  /** Takes up what an earlier run or another gateway has sent. */
  void restore(List<Instant> others) {
    var all = new TreeSet<>(sent);
    all.addAll(others);
    sent.clear();
    sent.addAll(all);
  }
}
