package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.scenario.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run that has ended, with everything that a report says about it.
 *
 * @param endedAfter how many seconds it lasted if it was ended early
 */
public record RunResult(
    Scenario scenario,
    Instant startedAt,
    Ledger ledger,
    SelfReport self,
    List<Finding> findings,
    OptionalDouble endedAfter) {

  public RunResult {
    findings = List.copyOf(findings);
  }

  public Verdict verdict() {
    Verdict whole = Verdict.of(self.objections(), findings);
    return endedAfter.isEmpty()
        ? whole
        : whole.endedEarly(endedAfter.getAsDouble(), scenario.plan().seconds());
  }
}
