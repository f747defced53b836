package io.decisionos.gateway.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Compares {@code GET /slo} of the gateway with a bare Vert.x handler that returns the same bytes:
 * requests per CPU-second of the server, in interleaved rounds. Run it pinned to another core than
 * the servers': see {@code docs/performance.md}.
 */
public final class HotPathBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 15);
  private static final long WARM_UP_SECONDS = Long.getLong("warmup", 30);
  private static final long ROUND_SECONDS = Long.getLong("round", 3);
  private static final int BARE_PORT = 18090;
  private static final int GATEWAY_PORT = 18091;
  private static final String TARGET = "/slo?tenant=acme-corp";
  private static final String BODY =
      "{\"tenant\":\"acme-corp\",\"slo\":{\"latency_p95_ms\":100,\"latency_p99_ms\":250,"
          + "\"error_rate_max\":0.001,\"saturation\":{\"max_cpu_percent\":85.0,"
          + "\"max_mem_percent\":80.0,\"max_qps\":5000}}}";

  private HotPathBench() {}

  /** Runs the comparison and prints it. */
  public static void main(String[] arguments) throws IOException {
    var variables =
        Map.of(
            "DECISIONOS_HTTP_PORT", String.valueOf(GATEWAY_PORT),
            "DECISIONOS_HTTP_EVENT_LOOPS", "1",
            "DECISIONOS_OPS_PORT", "0",
            "DECISIONOS_DATA", "target/bench-var");
    try (var bare =
            ServerProcess.start(
                List.of(BareServer.class.getName(), String.valueOf(BARE_PORT), BODY), Map.of());
        var gateway = ServerProcess.start(List.of("io.decisionos.gateway.app.Main"), variables);
        var toBare = new ClosedLoop(BARE_PORT, TARGET);
        var toGateway = new ClosedLoop(GATEWAY_PORT, TARGET)) {
      toBare.run(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
      toGateway.run(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        double baseline = perCpuSecond(bare, toBare);
        double measured = perCpuSecond(gateway, toGateway);
        ratios[round] = measured / baseline;
        print(
            "round %2d: bare %,8.0f  gateway %,8.0f  ratio %.3f",
            round + 1, baseline, measured, ratios[round]);
      }
      Arrays.sort(ratios);
      print(
          "ratio: lower quartile %.3f  median %.3f  upper quartile %.3f",
          ratios[ROUNDS / 4], ratios[ROUNDS / 2], ratios[ROUNDS * 3 / 4]);
    }
  }

  private static double perCpuSecond(ServerProcess server, ClosedLoop load) throws IOException {
    double before = server.cpuSeconds();
    long answers = load.run(TimeUnit.SECONDS.toNanos(ROUND_SECONDS));
    return answers / (server.cpuSeconds() - before);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
