package io.decisionos.gateway.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * The state of each check of readiness for scrapers: of a check's series, one for each state, one
 * is 1. All are 0 until the parts have been looked at. Thread-safe.
 */
final class CheckMeters {
  private volatile Map<String, Check> latest = Map.of();

  CheckMeters(MeterRegistry meters, List<String> checks) {
    for (String check : checks) {
      for (Check.State state : Check.State.values()) {
        Gauge.builder("gateway.check.state", () -> is(check, state))
            .description("1 for the state that a check of readiness is in")
            .tag("check", check)
            .tag("state", state.word())
            .register(meters);
      }
    }
  }

  private int is(String check, Check.State state) {
    Check found = latest.get(check);
    return found != null && found.state() == state ? 1 : 0;
  }

  void note(Readiness.Report report) {
    latest = report.checks();
  }
}
