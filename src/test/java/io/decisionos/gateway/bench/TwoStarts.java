package io.decisionos.gateway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /slo} of two kinds of gateways. Each is started twice, as the luck of a start is as
 * large as what is looked for.
 */
final class TwoStarts implements AutoCloseable {
  private final Rounds rounds;
  private final List<Contestant> contestants = new ArrayList<>();

  TwoStarts(Rounds rounds) {
    this.rounds = rounds;
  }

  /** Starts a gateway. */
  interface Start {
    ServerProcess start() throws IOException;
  }

  /** Measures and prints, against the first start of the first kind. */
  void compare(String name, Start start, String other, Start startOther) throws IOException {
    for (String which : new String[] {"", ", a second start"}) {
      contestants.add(contestant(name + which, start));
      contestants.add(contestant(other + which, startOther));
    }
    rounds.compare(contestants);
  }

  private static Contestant contestant(String name, Start start) throws IOException {
    ServerProcess server = start.start();
    return new Contestant(name, server, new ClosedLoop(server.port("http"), Field.TARGET));
  }

  @Override
  public void close() {
    contestants.forEach(Contestant::close);
  }
}
