package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code GET /slo} without SLO status and alerts, and with both. */
record WatchedRead(Rounds rounds) {

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo without and with SLO status and alerts");
    Report.line("");
    Path unwatched = Replacements.unwatched();
    Path shipped = Files.createTempDirectory("as-shipped");
    try (var starts = new TwoStarts(rounds)) {
      starts.compare(
          "without",
          () -> BenchGateway.ofClasses(unwatched, Map.of()),
          "with",
          () -> BenchGateway.ofClasses(shipped, Map.of()));
    }
  }
}
