package io.decisionos.gateway.load.soak;

import io.decisionos.gateway.load.measure.Verdict;
import io.decisionos.gateway.load.measure.Verdict.State;
import io.decisionos.gateway.load.soak.Trend.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a watched run is worth: what grows is a fact, whatever else is said of the run. Pure. */
public final class SoakVerdict {

  private static final String LONGER =
      "soak for longer, or look more often (--every): too few looks tell no growth from noise";

  private SoakVerdict() {}

  /** The run's own verdict, and what the gauges say. */
  public static Verdict of(Verdict run, Map<Gauge, Trend> trends) {
    var reasons = new ArrayList<>(run.reasons());
    trends.forEach(
        (gauge, trend) -> {
          if (trend.shape() != Shape.FLAT) {
            reasons.add(gauge.key() + " " + trend);
          }
        });
    State state = state(run, trends);
    boolean unclear = state == State.INVALID && run.state() != State.INVALID;
    return new Verdict(state, reasons, unclear ? List.of(LONGER) : run.advice());
  }

  private static State state(Verdict run, Map<Gauge, Trend> trends) {
    if (trends.values().stream().anyMatch(trend -> trend.shape() == Shape.GROWING)) {
      return State.MISSED;
    }
    boolean unclear = trends.values().stream().anyMatch(trend -> trend.shape() == Shape.UNCLEAR);
    return unclear ? State.INVALID : run.state();
  }
}
