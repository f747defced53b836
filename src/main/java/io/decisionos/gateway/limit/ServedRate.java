package io.decisionos.gateway.limit;

import java.time.Duration;

/**
 * How many requests a second may be let in so that they are served in time. It follows what was
 * served in the last half second: less than that while work waits longer than the target, by how
 * much longer; some more while it does not. So it never stays shut and needs no probing dips. Pure;
 * for one thread.
 */
final class ServedRate {
  /** Nothing is refused. */
  static final double UNLIMITED = Double.POSITIVE_INFINITY;

  // What waits is worked off within so long: a longer queue means a lower rate, in proportion.
  private static final double WORK_OFF_SECONDS = 0.4;
  private static final double MOST_LESS = 0.5;
  // Usual requests a second that are tried beyond what was served, so that a rate grows from
  // nothing: a hundredth of a processor.
  private static final double STEP = 100;
  // Of what was served, the last interval counts a fifth, those before it less and less: a piece of
  // work that takes longer than an interval is served in one of several.
  private static final double FRESH = 0.2;
  private static final int CALM_INTERVALS = 10;
  // A burst that is worked off in half a second is no overload.
  private static final int LATE_INTERVALS = 5;

  private final double targetSeconds;
  private double rate = UNLIMITED;
  private double servedLately;
  private int calm;
  private int late;

  ServedRate(Duration target) {
    this.targetSeconds = target.toNanos() / 1e9;
  }

  /**
   * Takes in an interval that is over.
   *
   * @param served requests a second that were answered
   * @param refused whether any was refused
   * @param waitSeconds for how long work waited at least, all through the interval
   */
  void interval(double served, boolean refused, double waitSeconds) {
    boolean inTime = waitSeconds <= targetSeconds;
    servedLately += FRESH * (served - servedLately);
    calm = inTime && !refused ? calm + 1 : 0;
    late = inTime ? 0 : late + 1;
    if (rate == UNLIMITED && late < LATE_INTERVALS) {
      return;
    }
    double change = Math.max(-MOST_LESS, (targetSeconds - waitSeconds) / WORK_OFF_SECONDS);
    // What was served says what can be served only if there was work enough.
    double basis = inTime ? Math.max(servedLately, rate) : servedLately;
    rate = calm > CALM_INTERVALS ? UNLIMITED : basis * (1 + change) + STEP;
  }

  /** Requests a second. */
  double perSecond() {
    return rate;
  }
}
