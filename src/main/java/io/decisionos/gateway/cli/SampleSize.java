package io.decisionos.gateway.cli;

/**
 * How many requests it takes to tell two error rates apart: the textbook's formula for two
 * proportions in two groups of one size, two-sided alpha 0.05, power 0.8. Pure.
 */
final class SampleSize {
  private static final double Z_ALPHA = 1.959963984540054;
  private static final double Z_POWER = 0.8416212335729143;

  private SampleSize() {}

  /**
   * The size of each group.
   *
   * @param rate the share of errors without the change, from 0
   * @param rise by how much it rises, above 0; both together are at most 1
   */
  static long of(double rate, double rise) {
    double risen = rate + rise;
    double mean = (rate + risen) / 2;
    double same = Z_ALPHA * Math.sqrt(2 * mean * (1 - mean));
    double apart = Z_POWER * Math.sqrt(rate * (1 - rate) + risen * (1 - risen));
    return (long) Math.ceil(Math.pow((same + apart) / rise, 2));
  }
}
