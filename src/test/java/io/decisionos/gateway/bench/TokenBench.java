package io.decisionos.gateway.bench;

import io.decisionos.gateway.access.DevelopmentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /slo} with a token against the same without one, in interleaved rounds; see {@code
 * docs/performance.md}. It belongs on another core than the servers, which take core 0.
 */
public final class TokenBench {
  private static final int ROUNDS = 15;
  private static final long WARM_UP_SECONDS = 30;
  private static final long ROUND_SECONDS = 4;

  private static final String TARGET = "/slo?tenant=bench";

  private TokenBench() {}

  /**
   * Measures and prints a table.
   *
   * @param arguments the number of rounds, the seconds of warm-up, and the seconds of a round;
   *     without them those of the documented run
   */
  public static void main(String[] arguments) throws IOException {
    var rounds =
        arguments.length == 0
            ? new Rounds(ROUNDS, WARM_UP_SECONDS, ROUND_SECONDS)
            : new Rounds(
                Integer.parseInt(arguments[0]),
                Long.parseLong(arguments[1]),
                Long.parseLong(arguments[2]));
    Path data = Files.createTempDirectory("gateway");
    Map<String, String> asking =
        Map.of("DECISIONOS_AUTH", "jwt", "DECISIONOS_DATA", data.toString());
    String field = "Authorization: Bearer " + token(data) + "\r\n";
    try (var without = contestant("without tokens", BenchGateway.start(Map.of()), "");
        var with = contestant("with a token", BenchGateway.start(asking), field)) {
      rounds.compare(List.of(without, with));
    }
  }

  private static String token(Path data) throws IOException {
    Instant later = Instant.now().plus(Duration.ofDays(1));
    return DevelopmentKey.of(data).mint("bench", List.of("bench"), "ops:read", later);
  }

  private static Contestant contestant(String name, ServerProcess server, String fields)
      throws IOException {
    var load = new ClosedLoop(server.port("http"), TARGET, fields);
    return new Contestant(name, server, load);
  }
}
