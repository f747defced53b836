package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.scenario.Threshold.Measure;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a limit is held against. Pure. */
record Measured(Tally tally, Measure measure) {

  private static final double MICROS = 1000.0;

  /**
   * The limit against what was measured. Where too few requests ended to know a percentile, their
   * maximum stands for it: no percentile is above that.
   */
  Finding finding(String scope, double limit) {
    boolean empty = measure.isShare() ? tally.ended() == 0 : requests() == 0;
    OptionalDouble found = empty ? OptionalDouble.empty() : OptionalDouble.of(value());
    return new Finding(scope, measure.key(), limit, found, note());
  }

  private double value() {
    return switch (measure) {
      case P50_MS -> percentile(50);
      case P95_MS -> percentile(95);
      case P99_MS -> percentile(99);
      case P999_MS -> percentile(99.9);
      case MAX_MS -> tally.latency().getMaxValue() / MICROS;
      case ERROR_RATE -> tally.errorRate();
      case REJECTED_SHARE -> tally.rejectedShare();
    };
  }

  private double percentile(double at) {
    return new Percentile(at)
        .millis(tally.latency())
        .orElseGet(() -> tally.latency().getMaxValue() / MICROS);
  }

  private String note() {
    long least =
        switch (measure) {
          case P50_MS -> new Percentile(50).least();
          case P95_MS -> new Percentile(95).least();
          case P99_MS -> new Percentile(99).least();
          case P999_MS -> new Percentile(99.9).least();
          case MAX_MS, ERROR_RATE, REJECTED_SHARE -> 0;
        };
    return requests() > 0 && requests() < least
        ? String.format(
            Locale.ROOT, " (the maximum: it takes %d requests to know, not %d)", least, requests())
        : "";
  }

  private long requests() {
    return tally.latency().getTotalCount();
  }
}
