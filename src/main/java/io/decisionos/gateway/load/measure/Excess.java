package io.decisionos.gateway.load.measure;

import java.util.Locale;

/**
 * A stretch of the run in which more of a figure was the tool's than may be. Immutable.
 *
 * @param from the second of the run with which it began
 * @param to the second at which it ended
 * @param reportedMs the figure as reported
 * @param toolMs the same percentile of what the tool took
 */
public record Excess(int from, int to, String figure, double reportedMs, double toolMs) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %.2f ms, the tool's own %.2f ms, in seconds %d to %d",
        figure,
        reportedMs,
        toolMs,
        from,
        to);
  }
}
