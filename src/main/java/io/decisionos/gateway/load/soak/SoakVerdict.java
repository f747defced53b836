package io.decisionos.gateway.load.soak;

import io.decisionos.gateway.load.measure.Verdict;
import io.decisionos.gateway.load.measure.Verdict.State;
import io.decisionos.gateway.load.soak.Trend.Shape;
import java.util.ArrayList;
import java.util.Map;

/** What a watched run is worth: what grows is a fact, whatever else is said of the run. Pure. */
public final class SoakVerdict {

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
    return new Verdict(state(run, trends), reasons);
  }

  private static State state(Verdict run, Map<Gauge, Trend> trends) {
    if (trends.values().stream().anyMatch(trend -> trend.shape() == Shape.GROWING)) {
      return State.MISSED;
    }
    boolean unclear = trends.values().stream().anyMatch(trend -> trend.shape() == Shape.UNCLEAR);
    return unclear ? State.INVALID : run.state();
  }
}
