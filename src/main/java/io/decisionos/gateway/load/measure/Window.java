package io.decisionos.gateway.load.measure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What was reported in a stretch of a run, and what of it was the tool's. */
final class Window {

  /** Of what is reported at most so much may be the tool's. */
  private static final double MOST_SHARE = 0.1;

  /** How sure it has to be that the share of slow controls is no accident, in deviations. */
  private static final double SURE = 4;

  private static final int DIGITS = 3;
  private static final double MILLI = 1000.0;

  private final Histogram reported = new Histogram(DIGITS);
  private final Histogram control = new Histogram(DIGITS);
  private final Histogram late = new Histogram(DIGITS);
  private long controls;

  /**
   * A percentile at which the tool is held against the figures. Below the resolution, in
   * microseconds, lies what a healthy machine takes to ring a timer, wake threads that slept and
   * pass a few bytes: a figure that small is an upper bound and counts.
   */
  private enum Figure {
    P50("p50", 50, 1000),
    P99("p99", 99, 2000);

    private final String key;
    private final double at;
    private final double resolution;

    Figure(String key, double at, double resolution) {
      this.key = key;
      this.at = at;
      this.resolution = resolution;
    }
  }

  void reported(long micros) {
    reported.recordValue(Math.max(0, micros));
  }

  void control(long micros, long standsFor) {
    control.recordValueWithCount(Math.max(0, micros), standsFor);
    controls++;
  }

  void late(long micros) {
    late.recordValue(Math.max(0, micros));
  }

  long controls() {
    return controls;
  }

  boolean isEmpty() {
    return controls == 0 && reported.getTotalCount() == 0;
  }

  void reset() {
    reported.reset();
    control.reset();
    late.reset();
    controls = 0;
  }

  /** Where the tool took more of a figure than it may. */
  List<Excess> judge(int from, int to) {
    return Stream.of(Figure.values())
        .flatMap(
            figure -> Stream.of(judge(figure, control, controls), judge(figure, late, lates())))
        .flatMap(Optional::stream)
        .map(found -> found.toExcess(from, to))
        .toList();
  }

  /** Figures of which more than a tenth is the tool's, but no more than its resolution. */
  List<Excess> near(int from, int to) {
    return Stream.of(Figure.values())
        .map(figure -> new Found(figure, reported(figure), control.getValueAtPercentile(figure.at)))
        .filter(found -> found.tool > found.reported * MOST_SHARE)
        .filter(found -> found.tool <= found.figure.resolution)
        .map(found -> found.toExcess(from, to))
        .toList();
  }

  private long lates() {
    return late.getTotalCount();
  }

  private double reported(Figure figure) {
    return reported.getValueAtPercentile(figure.at);
  }

  private Optional<Found> judge(Figure figure, Histogram tool, long samples) {
    if (reported.getTotalCount() == 0 || samples == 0) {
      return Optional.empty();
    }
    double allowed = Math.max(reported(figure) * MOST_SHARE, figure.resolution);
    double within = tool.getCountBetweenValues(0, (long) allowed);
    double above = 1 - within / tool.getTotalCount();
    double share = 1 - figure.at / 100;
    double chance = SURE * Math.sqrt(share * (1 - share) / samples);
    return above > share + chance
        ? Optional.of(new Found(figure, reported(figure), tool.getValueAtPercentile(figure.at)))
        : Optional.empty();
  }

  private record Found(Figure figure, double reported, double tool) {
    Excess toExcess(int from, int to) {
      return new Excess(from, to, figure.key, reported / MILLI, tool / MILLI);
    }
  }

  ControlReport.Figures figures() {
    return new ControlReport.Figures(
        control.getValueAtPercentile(50) / MILLI,
        control.getValueAtPercentile(99) / MILLI,
        control.getMaxValue() / MILLI);
  }
}
