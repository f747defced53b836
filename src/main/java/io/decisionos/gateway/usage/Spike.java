package io.decisionos.gateway.usage;

import java.util.List;

/**
 * An hour that costs far more than those before it: over one and a half times their moving average,
 * in which it is not itself, and over their median by three times their deviation. Pure.
 */
final class Spike {
  private static final double ALPHA = 0.3;
  private static final double TIMES = 1.5;
  private static final double DEVIATIONS = 3;
  // Makes the median of distances comparable with a standard deviation.
  private static final double MAD_SCALE = 1.4826;
  private static final int LEAST_HOURS = 3;

  private Spike() {}

  /**
   * Whether an hour is one.
   *
   * @param before the hours before it, the oldest first; too few say nothing
   */
  static boolean is(List<Double> before, double hour) {
    if (before.size() < LEAST_HOURS) {
      return false;
    }
    double median = median(before);
    double deviation =
        MAD_SCALE * median(before.stream().map(cost -> Math.abs(cost - median)).toList());
    return hour > TIMES * average(before) && hour > median + DEVIATIONS * deviation;
  }

  private static double average(List<Double> costs) {
    double average = costs.get(0);
    for (double cost : costs.subList(1, costs.size())) {
      average = ALPHA * cost + (1 - ALPHA) * average;
    }
    return average;
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
