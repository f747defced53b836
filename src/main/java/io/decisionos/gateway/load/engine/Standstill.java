package io.decisionos.gateway.load.engine;

/**
 * Tells when a figure that gets better has stopped getting better. A disturbance makes a figure
 * worse and never better, so only the best so far counts. Confined to one thread.
 */
final class Standstill {

  /** A figure below this share of the best is a better one; above it, the same. */
  private static final double BETTER = 0.8;

  /** So many figures in a row that are no better. */
  private static final int STILL = 3;

  private double best = Double.POSITIVE_INFINITY;
  private int still;

  void add(double figure) {
    still = figure < best * BETTER ? 0 : still + 1;
    best = Math.min(best, figure);
  }

  boolean reached() {
    return still >= STILL;
  }
}
