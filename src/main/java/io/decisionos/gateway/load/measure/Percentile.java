package io.decisionos.gateway.load.measure;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * A percentile that a sample may be too small for: one above which, at that size, no request lies.
 * Immutable.
 *
 * @param at from 0 to below 100
 */
public record Percentile(double at) {

  private static final double MICROS = 1000.0;

  /** How many requests it takes: with fewer it is only another name for the maximum. */
  public long least() {
    return (long) Math.ceil(100 / (100 - at) - 1e-6);
  }

  /** Its value in milliseconds, if the sample carries it. */
  public OptionalDouble millis(Histogram micros) {
    return micros.getTotalCount() < least()
        ? OptionalDouble.empty()
        : OptionalDouble.of(micros.getValueAtPercentile(at) / MICROS);
  }
}
