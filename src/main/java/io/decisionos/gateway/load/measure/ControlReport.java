package io.decisionos.gateway.load.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the control says of the tool. Immutable.
 *
 * @param controls how many requests the control made
 * @param figures what they took
 * @param seconds where the tool took more than it may, at most a hundred of them
 * @param whole the same of the measured run as a whole
 * @param near figures of the whole run that are within the tool's resolution, and no more than an
 *     upper bound of what the target took
 */
public record ControlReport(
    Windows windows,
    long controls,
    Figures figures,
    List<Excess> seconds,
    List<Excess> whole,
    List<Excess> near) {

  public ControlReport {
    seconds = List.copyOf(seconds);
    whole = List.copyOf(whole);
    near = List.copyOf(near);
  }

  /** How many stretches of a second or more were judged, and in how many the tool took too much. */
  public record Windows(int judged, int exceeded) {}

  /** In milliseconds. */
  public record Figures(double p50Ms, double p99Ms, double maxMs) {}

  Optional<Objection> objection() {
    if (windows.exceeded == 0 && whole.isEmpty()) {
      return Optional.empty();
    }
    Excess worst =
        (seconds.isEmpty() ? whole : seconds)
            .stream().max((a, b) -> Double.compare(a.toolMs(), b.toolMs())).orElseThrow();
    String what =
        String.format(
            Locale.ROOT,
            "the tool's own time: too much in %d of %d seconds, allowed is a tenth of p50 and of"
                + " p99; the worst: %s",
            windows.exceeded,
            windows.judged,
            worst);
    return Optional.of(new Objection(what, SelfReport.GIVE_ROOM));
  }
}
