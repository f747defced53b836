package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code GET /slo} without SLO status and alerts, and with both. */
record WatchedRead(Rounds rounds) {

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo without and with SLO status and alerts");
    Report.line("");
    Path without = Unwatched.classes();
    Path nothing = Files.createTempDirectory("as-shipped");
    new TwoStarts(() -> BenchGateway.ofClasses(without), () -> BenchGateway.ofClasses(nothing))
        .compare(rounds);
  }
}
