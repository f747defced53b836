package io.decisionos.gateway.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * {@code GET /slo} of one gateway, which leaves something undone for requests with a certain field:
 * two starts of the same differ by more than what is looked for costs.
 */
record LeftAlone(Rounds rounds) {
  /** The field of requests for which it is left undone. */
  static final String FIELD = "x-left-alone";

  /** As long as the other. */
  private static final String ELSE = "x-as-usually";

  private static final Duration TURN = Duration.ofMillis(250);

  /** Measures and prints, with the undone twice. */
  void compare(ServerProcess gateway) throws IOException {
    rounds
        .inTurnsOf(TURN)
        .compare(
            List.of(
                contestant("without", gateway, FIELD),
                contestant("without, once more", gateway, FIELD),
                contestant("with", gateway, ELSE)));
  }

  private static Contestant contestant(String name, ServerProcess gateway, String field)
      throws IOException {
    var load = new ClosedLoop(gateway.port("http"), Field.TARGET, field + ": 1\r\n");
    return new Contestant(name, gateway, load);
  }
}
