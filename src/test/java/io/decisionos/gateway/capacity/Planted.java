package io.decisionos.gateway.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A made-up machine that keeps to the law, but for some noise.
 *
 * @param noise the standard deviation of the logarithm of each figure
 */
public record Planted(double lambda, double sigma, double kappa, double noise) {
  public static final List<Integer> LADDER = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final double MILLIS = 1000;
  private static final double TAIL = 1.8;

  /** Answers a second, without noise. */
  public double perSecond(double users) {
    return lambda * users / (1 + sigma * (users - 1) + kappa * users * (users - 1));
  }

  /** What is measured at so many callers. */
  public Step step(int users, SplittableRandom random) {
    double perSecond = perSecond(users) * Math.exp(noise * gauss(random));
    double mean = users / perSecond * MILLIS;
    double tail = mean * TAIL * Math.exp(noise * gauss(random));
    return new Step(users, perSecond, mean, tail, 10_000, 0);
  }

  /** Up the ladder and down again. */
  public List<Step> steps(SplittableRandom random) {
    var steps = new ArrayList<Step>();
    LADDER.forEach(users -> steps.add(step(users, random)));
    LADDER.forEach(users -> steps.add(step(users, random)));
    return steps;
  }

  private static double gauss(SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }
}
