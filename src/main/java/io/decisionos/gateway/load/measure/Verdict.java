package io.decisionos.gateway.load.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run is worth. Immutable.
 *
 * @param reasons why it is not {@link State#PASSED}
 * @param advice what to do where it does not count
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
    INVALID(3);

    private final int exit;

    State(int exit) {
      this.exit = exit;
    }

    public int exit() {
      return exit;
    }
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
