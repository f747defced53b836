package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.measure.ControlReport;
import io.decisionos.gateway.load.measure.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The control sees what the tool does to its figures, and nothing of what the target does. */
class ControlTest {

  private static final String SCENARIO =
      """
      {'name': 'control', 'connections': 8, 'timeout_ms': 4000,
       'tenants': [{'id': 'default'}],
       'requests': [{'name': 'delay', 'path': '/delay/300'}],
       'phases': [{'name': 'all', 'rate': 100, 'seconds': 2}]}
      """;

  @Test
  void aTargetThatKeepsItsConnectionsIsSlowAndTheControlIsNot() {
    RunResult result = run(SCENARIO);

    // Eight connections of 300 ms each make 27 requests a second: the others wait for them.
    ControlReport control = result.self().control();
    assertThat(result.ledger().totals().latency().getValueAtPercentile(99))
        .isGreaterThan(1_000_000);
    assertThat(control.controls()).isBetween(150L, 200L);
    assertThat(control.figures().p50Ms()).isLessThan(100);
    long late = result.self().schedule().late();
    assertThat(late).isGreaterThan(50);
    assertThat(result.self().schedule().lateByTool()).isLessThan(late);
  }

  @Test
  void manyRequestsHaveOneControlForAllConnections() {
    String fast = SCENARIO.replace("delay/300", "delay/1").replace("'rate': 100", "'rate': 4000");

    long controls = run(fast).self().control().controls();

    assertThat(controls).isBetween(900L, 1100L);
  }

  private static RunResult run(String scenario) {
    try (var server = new FreezingServer(List.of())) {
      return Runs.run(Runs.scenario(server.uri(), scenario));
    }
  }
}
