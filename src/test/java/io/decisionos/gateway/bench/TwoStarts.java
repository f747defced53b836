package io.decisionos.gateway.bench;

import java.io.IOException;
import java.util.ArrayList;

/**
 * {@code GET /slo} of a gateway without and with something. Each is started twice, as the luck of a
 * start is as large as what is looked for.
 */
record TwoStarts(Start without, Start with) {

  /** Starts a gateway. */
  interface Start {
    ServerProcess start() throws IOException;
  }

  /** Measures and prints. */
  void compare(Rounds rounds) throws IOException {
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

  private static Contestant contestant(String name, Start start) throws IOException {
    ServerProcess server = start.start();
    return new Contestant(name, server, new ClosedLoop(server.port("http"), Field.TARGET));
  }
}
