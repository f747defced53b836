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
  private static final int MOST_DOUBLINGS = 6;

  private final Deque<Instant> sent = new ArrayDeque<>();
  private Instant pausedUntil = Instant.MIN;
  private int failures;
  private boolean busy;

  boolean isFree(Instant now) {
    return !busy && !pausedUntil.isAfter(now);
  }

  /** How many messages may still be sent now. */
  int room(Instant now, RateLimit limit) {
    while (!sent.isEmpty() && !sent.peekFirst().plus(limit.window()).isAfter(now)) {
      sent.removeFirst();
    }
    return Math.max(0, limit.perReceiver() - sent.size());
  }

  /** When there is room again, as far as what was sent fills the window. */
  Optional<Instant> roomAt(RateLimit limit) {
    return Optional.ofNullable(sent.peekFirst()).map(first -> first.plus(limit.window()));
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
    pausedUntil = now.plus(asked.orElse(own));
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
