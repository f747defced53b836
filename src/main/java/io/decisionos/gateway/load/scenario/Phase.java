package io.decisionos.gateway.load.scenario;

import java.util.List;

/** A stretch of time in which one kind of load is made. Immutable. */
public sealed interface Phase {

  Span span();

  /**
   * What every phase has.
   *
   * @param measured whether thresholds and totals look at it; a warm-up is not
   * @param weights the tenants' weights in this phase, in the scenario's order
   */
  record Span(String name, double seconds, boolean measured, List<Double> weights) {
    public Span {
      weights = List.copyOf(weights);
    }
  }

  /**
   * Open loop: arrivals come when they come, whatever the server does.
   *
   * @param poisson arrivals at random around the pace, as from many independent callers
   */
  record Open(Span span, Pace pace, boolean poisson) implements Phase {}

  /** Nothing is sent. */
  record Pause(Span span) implements Phase {}

  /** Closed loop: users who send, wait for the answer, think, and send again. */
  record Closed(Span span, Users users) implements Phase {}

  /**
   * Users as clients behave.
   *
   * @param retries how often a refused request (429, 503) is tried again before the user moves on
   */
  record Users(int count, double thinkMillis, int retries, Backoff backoff) {}

  /**
   * The wait before a retry: doubled each time, never below the server's {@code Retry-After}.
   *
   * @param jitter the part of the wait that is drawn at random, 0 to 1
   */
  record Backoff(double baseMillis, double maxMillis, double jitter) {

    /** The wait before retry number {@code attempt} (from 0), given a draw from 0 to 1. */
    public double millis(int attempt, long retryAfterMillis, double draw) {
      double full = Math.min(maxMillis, baseMillis * Math.pow(2, attempt));
      double jittered = full * (1 - jitter) + full * jitter * draw;
      return Math.max(jittered, (double) retryAfterMillis);
    }
  }
}
