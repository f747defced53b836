package io.decisionos.gateway.load.soak;

import java.util.List;
import java.util.Locale;

/**
 * The straight line through a gauge's values over time, by least squares, as growth over the whole
 * time relative to the mean. Immutable.
 *
 * @param mean the mean of the values
 * @param growth the line's growth over the time that was watched, as a share of the mean
 * @param error half the width of the 95 % confidence interval of {@code growth}
 * @param negligible the growth that is no leak, however sure it is
 */
public record Trend(double mean, double growth, double error, double negligible) {

  /** A line needs so many points before its confidence interval means anything. */
  static final int LEAST_POINTS = 8;

  /** The least share that is negligible, whatever the gauge: caches that fill, code that loads. */
  private static final double NEGLIGIBLE = 0.01;

  /** An interval that reaches further than this says nothing. */
  private static final double WIDEST = 0.10;

  /** What can be said of the line. */
  public enum Shape {
    FLAT,
    GROWING,
    /** Too few points, or too much noise, to tell. */
    UNCLEAR
  }

  /** One value at one time. */
  public record Point(double seconds, double value) {}

  /**
   * The line through {@code points}; with fewer than {@value #LEAST_POINTS} it is unclear.
   *
   * @param step how much the gauge moves by itself, in its own unit
   */
  public static Trend through(List<Point> points, double step) {
    int n = points.size();
    double meanTime = points.stream().mapToDouble(Point::seconds).average().orElse(0);
    double mean = points.stream().mapToDouble(Point::value).average().orElse(0);
    double negligible = mean == 0 ? NEGLIGIBLE : Math.max(NEGLIGIBLE, step / mean);
    if (n < LEAST_POINTS) {
      return new Trend(mean, 0, Double.POSITIVE_INFINITY, negligible);
    }
    double squares = points.stream().mapToDouble(p -> square(p.seconds - meanTime)).sum();
    double products =
        points.stream().mapToDouble(p -> (p.seconds - meanTime) * (p.value - mean)).sum();
    double slope = products / squares;
    double residuals =
        points.stream()
            .mapToDouble(p -> square(p.value - mean - slope * (p.seconds - meanTime)))
            .sum();
    double error = studentT(n - 2) * Math.sqrt(residuals / (n - 2) / squares);
    double span = points.get(n - 1).seconds - points.get(0).seconds;
    double scale = mean == 0 ? 0 : span / mean;
    return new Trend(mean, slope * scale, error * scale, negligible);
  }

  public Shape shape() {
    if (growth - error > 0 && growth > negligible) {
      return Shape.GROWING;
    }
    return growth + error > Math.max(WIDEST, negligible) ? Shape.UNCLEAR : Shape.FLAT;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mean %,.0f, growth %+.2f %% (+- %.2f %%): %s",
        mean,
        growth * 100,
        error * 100,
        shape());
  }

  private static double square(double value) {
    return value * value;
  }

  /** The 97.5 % quantile of Student's t, by Cornish and Fisher's expansion around the normal's. */
  private static double studentT(int freedom) {
    double z = 1.959964;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    return z + (z3 + z) / (4.0 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96.0 * freedom * freedom);
  }
}
