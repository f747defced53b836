package io.decisionos.gateway.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When what failed is tried again: the longer it goes on failing, the later. For one thread. */
final class Retry {
  private final Duration first;
  private final Duration last;
  private Duration pause;
  private Optional<Instant> at = Optional.empty();

  /**
   * @param first how long it waits after the first failure
   * @param last how long it waits at most
   */
  Retry(Duration first, Duration last) {
    this.first = first;
    this.last = last;
    this.pause = first;
  }

  /** Whether it failed and is to be tried again now. */
  boolean isDue(Instant now) {
    return at.filter(when -> !now.isBefore(when)).isPresent();
  }

  /** Whether it failed and is not to be tried yet. */
  boolean isWaiting(Instant now) {
    return at.filter(now::isBefore).isPresent();
  }

  /** It is being tried. */
  void begun() {
    at = Optional.empty();
  }

  void succeeded() {
    pause = first;
  }

  void failed(Instant now) {
    at = Optional.of(now.plus(pause));
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(last) < 0 ? twice : last;
  }
}
