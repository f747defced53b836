package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * {@code GET /slo} without SLO status and alerts, and with both. Each gateway is there twice, as
 * the luck of a start is as large as what is looked for.
 */
record WatchedRead(Rounds rounds) {

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo without and with SLO status and alerts");
    Report.line("");
    Path without = Unwatched.classes();
    Path nothing = Files.createTempDirectory("as-shipped");
    var contestants = new ArrayList<Contestant>();
    try {
      contestants.add(contestant("without", without));
      contestants.add(contestant("with", nothing));
      contestants.add(contestant("without, a second start", without));
      contestants.add(contestant("with, a second start", nothing));
      rounds.compare(contestants);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Contestant contestant(String name, Path first) throws IOException {
    ServerProcess server = BenchGateway.ofClasses(first);
    return new Contestant(name, server, new ClosedLoop(server.port("http"), Field.TARGET));
  }
}
