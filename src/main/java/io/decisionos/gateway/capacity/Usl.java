package io.decisionos.gateway.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * The Universal Scalability Law: {@code n} callers get {@code lambda n / (1 + sigma (n - 1) + kappa
 * n (n - 1))} answers a second, where sigma is the part of the work that goes one by one and kappa
 * what they cost each other. Said of the time of one answer it is linear in its three parameters,
 * so that least squares of the relative errors have one solution, with intervals. A negative sigma
 * or kappa means nothing; it is held at zero. Immutable.
 */
final class Usl {
  private static final int PARAMETERS = 3;

  private final double[] beta;
  private final double[][] covariance;
  private final double noise;
  private final int freedom;

  private Usl(double[] beta, double[][] covariance, double noise, int freedom) {
    this.beta = beta;
    this.covariance = covariance;
    this.noise = noise;
    this.freedom = freedom;
  }

  /** The law that is nearest to what was measured; empty if that is too little. */
  static Optional<Usl> fit(List<Step> steps) {
    if (steps.stream().mapToInt(Step::users).distinct().count() <= PARAMETERS) {
      return Optional.empty();
    }
    int[] used = {0, 1, 2};
    while (true) {
      Usl fitted = fit(steps, used);
      int worst = lowest(fitted.beta, used);
      if (fitted.beta[worst] >= 0) {
        return fitted.beta[0] > 0 ? Optional.of(fitted) : Optional.empty();
      }
      if (worst == 0) {
        return Optional.empty();
      }
      used = Arrays.stream(used).filter(i -> i != worst).toArray();
    }
  }

  private static int lowest(double[] beta, int[] used) {
    return Arrays.stream(used)
        .boxed()
        .min((one, other) -> Double.compare(beta[one], beta[other]))
        .orElseThrow();
  }

  private static Usl fit(List<Step> steps, int[] used) {
    double[][] rows =
        steps.stream()
            .map(step -> row(step.users(), used, 1 / step.seconds()))
            .toArray(double[][]::new);
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1);
    var regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(ones, rows);
    double variance = regression.estimateErrorVariance();
    double[] found = regression.estimateRegressionParameters();
    double[][] unscaled = regression.estimateRegressionParametersVariance();
    double[] beta = new double[PARAMETERS];
    double[][] covariance = new double[PARAMETERS][PARAMETERS];
    for (int i = 0; i < used.length; i++) {
      beta[used[i]] = found[i];
      for (int j = 0; j < used.length; j++) {
        covariance[used[i]][used[j]] = variance * unscaled[i][j];
      }
    }
    return new Usl(beta, covariance, Math.sqrt(variance), rows.length - used.length);
  }

  private static double[] row(double users, int[] used, double scale) {
    double[] terms = terms(users);
    return Arrays.stream(used).mapToDouble(i -> terms[i] * scale).toArray();
  }

  private static double[] terms(double users) {
    return new double[] {1, users - 1, users * (users - 1)};
  }

  /** Answers a second of a single caller. */
  public double lambda() {
    return 1 / beta[0];
  }

  /** The part of the work that goes one by one. */
  public double sigma() {
    return beta[1] / beta[0];
  }

  /** What callers cost each other. */
  public double kappa() {
    return beta[2] / beta[0];
  }

  /** The time of one answer in seconds, if a part of a caller asks for a part of the time. */
  double seconds(double users) {
    double[] terms = terms(Math.max(1, users));
    return IntStream.range(0, PARAMETERS).mapToDouble(i -> terms[i] * beta[i]).sum();
  }

  /** The standard deviation of the logarithm of what the next measurement shows. */
  double spread(double users) {
    return Math.hypot(doubt(users), noise);
  }

  /** Likewise of the law itself, whatever a single measurement shows. */
  private double doubt(double users) {
    double[] terms = terms(Math.max(1, users));
    double variance = 0;
    for (int i = 0; i < PARAMETERS; i++) {
      for (int j = 0; j < PARAMETERS; j++) {
        variance += terms[i] * covariance[i][j] * terms[j];
      }
    }
    return Math.sqrt(variance) / seconds(users);
  }

  /** Answers a second of so many callers. */
  public Estimate perSecond(double users) {
    return new Estimate(users / seconds(users), spread(users), freedom);
  }

  /** What many measurements at so many callers would show on average. */
  Estimate onAverage(double users) {
    return new Estimate(users / seconds(users), doubt(users), freedom);
  }

  int freedom() {
    return freedom;
  }
}
