package io.decisionos.gateway.load.report;

import java.util.Locale;

/**
 * One figure of two reports. Immutable.
 *
 * @param kind what it measures, which tells how large a difference means anything
 */
record Change(String what, Kind kind, double from, double to) {

  /** Kinds of figures, with the difference below which two of them are the same. */
  enum Kind {
    /** A number of requests: more of them is no harm. */
    COUNT(Double.POSITIVE_INFINITY),
    /**
     * A time that tells nothing by itself: too few requests make it, or it hides what they took.
     */
    OUTLIER(Double.POSITIVE_INFINITY),
    /** A percentile near the middle, in milliseconds: the tool's resolution. */
    MIDDLE(0.5),
    /** One near the end. */
    TAIL(2),
    SHARE(0.0001);

    private final double same;

    Kind(double same) {
      this.same = same;
    }
  }

  /** By how much it grew, as a share of what it was; infinite if it was nothing. */
  double growth() {
    if (from == to) {
      return 0;
    }
    return from == 0 ? Double.POSITIVE_INFINITY : (to - from) / from;
  }

  /** Whether it grew by more than a share, and by more than can be told from nothing. */
  boolean isWorseBy(double share) {
    return growth() > share && to - from > kind.same;
  }

  @Override
  public String toString() {
    String change =
        Double.isInfinite(growth())
            ? "new"
            : String.format(Locale.ROOT, "%+.1f %%", growth() * 100);
    return String.format(Locale.ROOT, "%-44s %12.4g %12.4g %9s", what, from, to, change);
  }
}
