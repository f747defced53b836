package io.decisionos.gateway.keysource;

import java.time.Duration;
import java.time.Instant;

/**
 * When a source is to be read again. Immutable.
 *
 * @param due from when on
 * @param backoff how long to wait after the next failure
 * @param lookups from when on a key that is asked for may have it read at once
 */
record ReadingPlan(Instant due, Duration backoff, Instant lookups) {
  /** At most so often a key that is asked for has its source read at once. */
  static final Duration LOOKUP = Duration.ofSeconds(30);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration MOST_BACKOFF = Duration.ofSeconds(30);

  /** A source that was never read. */
  static ReadingPlan at(Instant now) {
    return new ReadingPlan(now, FIRST_BACKOFF, now);
  }

  boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  ReadingPlan now(Instant now) {
    return new ReadingPlan(now, backoff, lookups);
  }

  /** A key is asked for that is listed and not at hand. */
  ReadingPlan asked(Instant now) {
    return now.isBefore(lookups) ? this : new ReadingPlan(now, backoff, now.plus(LOOKUP));
  }

  ReadingPlan succeeded(Instant now, Duration refresh) {
    return new ReadingPlan(now.plus(refresh), FIRST_BACKOFF, lookups);
  }

  ReadingPlan failed(Instant now, Duration refresh) {
    Duration wait = backoff.compareTo(refresh) < 0 ? backoff : refresh;
    Duration next = backoff.multipliedBy(2);
    return new ReadingPlan(
        now.plus(wait), next.compareTo(MOST_BACKOFF) < 0 ? next : MOST_BACKOFF, lookups);
  }
}
