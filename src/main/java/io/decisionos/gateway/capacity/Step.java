package io.decisionos.gateway.capacity;

import java.util.Optional;

/**
 * What was measured while so many callers asked, each again as soon as it was answered.
 *
 * @param users how many
 * @param perSecond answers a second
 * @param meanMs how long one took
 * @param p95Ms how long 95 of 100 took at most
 * @param answers how many there were
 * @param errorRate the share of bad ones
 */
public record Step(
    int users, double perSecond, double meanMs, double p95Ms, long answers, double errorRate) {
  private static final long LEAST_ANSWERS = 100;
  private static final double MOST_ERRORS = 0.01;
  private static final double MOST_OFF = 0.1;
  private static final double MILLIS = 1000;

  /**
   * Little's law: callers are what comes times how long it stays, so that this is 1 if what was
   * measured agrees with itself.
   */
  public double little() {
    return perSecond * meanMs / MILLIS / users;
  }

  /** Why it does not count, if it does not. */
  public Optional<String> objection() {
    if (answers < LEAST_ANSWERS) {
      return Optional.of("%d answers, at least %d are needed".formatted(answers, LEAST_ANSWERS));
    }
    if (errorRate > MOST_ERRORS) {
      return Optional.of("%.1f %% of the answers were bad".formatted(errorRate * 100));
    }
    if (!(Math.abs(little() - 1) <= MOST_OFF)) {
      return Optional.of(
          "rate times time is %.2f of its callers: by Little's law it is 1".formatted(little()));
    }
    return Optional.empty();
  }

  /** The time that a caller waits for one answer, in seconds. */
  double seconds() {
    return users / perSecond;
  }
}
