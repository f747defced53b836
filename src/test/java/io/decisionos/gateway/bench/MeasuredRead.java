package io.decisionos.gateway.bench;

import java.io.IOException;
import java.util.Map;

/** {@code GET /slo} with and without what measures for whom the processor worked. */
record MeasuredRead(Rounds rounds) {

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo of one gateway without and with the measuring of processor time");
    Report.line("");
    try (var gateway = BenchGateway.ofClasses(Replacements.unmeasured(), Map.of())) {
      new LeftAlone(rounds).compare(gateway);
    }
  }
}
