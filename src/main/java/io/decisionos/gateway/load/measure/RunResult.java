package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.scenario.Scenario;
import java.time.Instant;
import java.util.List;

/** A run that has ended, with everything that a report says about it. */
public record RunResult(
    Scenario scenario, Instant startedAt, Ledger ledger, SelfReport self, List<Finding> findings) {

  public RunResult {
    findings = List.copyOf(findings);
  }

  public Verdict verdict() {
    return Verdict.of(self.objections(), findings);
  }
}
