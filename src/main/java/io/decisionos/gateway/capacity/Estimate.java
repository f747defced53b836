package io.decisionos.gateway.capacity;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A figure and how sure it is: its logarithm is spread as Student has it.
 *
 * @param value the middle
 * @param spread the standard deviation of its logarithm
 * @param freedom how many measurements are left after fitting, at least 1
 */
public record Estimate(double value, double spread, int freedom) {
  private static final double UPPER = 0.95;

  private TDistribution student() {
    return new TDistribution(freedom);
  }

  private double width() {
    return student().inverseCumulativeProbability(UPPER) * spread;
  }

  /** In 90 of 100 cases it is at least this, and at most {@link #high}. */
  public double low() {
    return value * Math.exp(-width());
  }

  public double high() {
    return value * Math.exp(width());
  }

  /** How likely it is at least so much. */
  double chanceOfAtLeast(double least) {
    return spread == 0
        ? value >= least ? 1 : 0
        : student().cumulativeProbability(Math.log(value / least) / spread);
  }

  Estimate times(double factor) {
    return new Estimate(value * factor, spread, freedom);
  }
}
