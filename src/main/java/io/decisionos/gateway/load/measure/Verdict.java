package io.decisionos.gateway.load.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run is worth. Immutable.
 *
 * @param reasons why it is not {@link State#PASSED}
 * @param advice what to do if it does not count
 */
public record Verdict(State state, List<String> reasons, List<String> advice) {

  public Verdict {
    reasons = List.copyOf(reasons);
    advice = List.copyOf(advice);
  }

  /** In the order of precedence from the bottom: a run that does not count can miss nothing. */
  public enum State {
    PASSED(0),
    MISSED(1),
    /** Ended by a signal: the exit code is what a shell has for Ctrl-C. */
    INTERRUPTED(130),
    INVALID(3);

    private final int exit;

    State(int exit) {
      this.exit = exit;
    }

    public int exit() {
      return exit;
    }
  }

  /** The same of a run that was ended before its time; one that does not count still does not. */
  Verdict endedEarly(double after, double planned) {
    var all = new ArrayList<String>();
    all.add(
        String.format(
            Locale.ROOT, "ended after %.1f of %.1f s: the report is of that part", after, planned));
    all.addAll(reasons);
    return new Verdict(state == State.INVALID ? state : State.INTERRUPTED, all, advice);
  }

  /** The verdict on a run with these objections against itself and these findings. */
  public static Verdict of(List<Objection> objections, List<Finding> findings) {
    List<String> missed =
        findings.stream().filter(finding -> !finding.met()).map(Finding::toString).toList();
    var reasons = new ArrayList<>(objections.stream().map(Objection::what).toList());
    reasons.addAll(missed);
    if (!objections.isEmpty()) {
      return new Verdict(
          State.INVALID, reasons, objections.stream().map(Objection::advice).distinct().toList());
    }
    return new Verdict(missed.isEmpty() ? State.PASSED : State.MISSED, reasons, List.of());
  }
}
