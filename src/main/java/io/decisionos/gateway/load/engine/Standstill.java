package io.decisionos.gateway.load.engine;

/**
 * Tells when a figure that gets better has stopped getting better. A disturbance makes a figure
 * worse and never better, so only the best so far counts. Confined to one thread.
 */
final class Standstill {

  /** A figure below this share of the best is a better one; above it, the same. */
  private static final double BETTER = 0.8;

  /** A compiler that takes more than this of a second has not finished. */
  private static final long BUSY_MS = 150;

  /** So many figures in a row that are no better. */
  private static final int STILL = 3;

  private double best = Double.POSITIVE_INFINITY;
  private int still;

  /**
   * A second is over.
   *
   * @param compiledMillis how long the compiler was at work meanwhile
   */
  void add(double figure, long compiledMillis) {
    still = figure < best * BETTER || compiledMillis > BUSY_MS ? 0 : still + 1;
    best = Math.min(best, figure);
  }

  boolean reached() {
    return still >= STILL;
  }
}
