package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the audit log says of what operators change. */
final class ExchangeAuditTest {
  @Test
  void aChangeThatMayHaveHappenedIsNeitherDoneNorRefused() {
    Problem refusal = Problem.of(ProblemType.GC_PLAN_DONE, "run before");

    assertThat(ExchangeAudit.outcome(Optional.empty())).isEqualTo("done");
    assertThat(ExchangeAudit.outcome(Optional.of(refusal))).isEqualTo("refused");
    assertThat(ExchangeAudit.outcome(Optional.of(Unknown.problem()))).isEqualTo("unknown");
  }
}
