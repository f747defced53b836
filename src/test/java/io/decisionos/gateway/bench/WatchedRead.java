package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/**
 * {@code GET /slo} without SLO status and alerts, and with both. Each gateway is started twice, as
 * the luck of a start is as large as what is looked for.
 */
record WatchedRead(Rounds rounds) {

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo without and with SLO status and alerts");
    Report.line("");
    Path without = Replacements.unwatched();
    Path with = Files.createTempDirectory("as-shipped");
    var contestants = new ArrayList<Contestant>();
    try {
      contestants.add(contestant("without", without));
      contestants.add(contestant("with", with));
      contestants.add(contestant("without, a second start", without));
      contestants.add(contestant("with, a second start", with));
      rounds.compare(contestants);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Contestant contestant(String name, Path classes) throws IOException {
    ServerProcess server = BenchGateway.ofClasses(classes, Map.of());
    return new Contestant(name, server, new ClosedLoop(server.port("http"), Field.TARGET));
  }
}
