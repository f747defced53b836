package io.decisionos.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.load.LoadMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Latency of the hot read at shares of what the gateway can do on one core, and with as many
 * callers as keep the server full, measured by the load tool in a process of its own. A run that
 * does not count is made again; one that never counts is shown as such.
 */
final class LatencyTable {

  private static final List<Integer> PERCENT = List.of(25, 50, 75);
  private static final int TRIES = 3;
  private static final int INVALID = 3;
  private static final int MISSED = 1;

  private static final String OPEN =
      """
      {"name": "bench", "connections": 32, "tenants": [{"id": "bench"}],
       "requests": [{"path": "%1$s"}],
       "phases": [{"name": "before", "rate": %2$d, "seconds": 2, "measured": false},
                  {"name": "all", "rate": %2$d, "seconds": %3$d}],
       "thresholds": [{"error_rate": 0}]}
      """;

  private static final String FULL =
      """
      {"name": "bench", "connections": 32, "tenants": [{"id": "bench"}],
       "requests": [{"path": "%1$s"}],
       "phases": [{"name": "all", "kind": "closed", "users": 32, "seconds": %3$d}],
       "thresholds": [{"error_rate": 0}]}
      """;

  private final Rounds rounds;

  LatencyTable(Rounds rounds) {
    this.rounds = rounds;
  }

  /** Measures and prints. */
  void print() throws IOException {
    try (var field = Field.start()) {
      for (Contestant one : field.contestants()) {
        Report.progress("warming up " + one.name());
        one.load().run(TimeUnit.SECONDS.toNanos(rounds.warmUpSeconds()));
      }
      long most = capacity(field.contestants().get(Field.GATEWAY));
      Report.line("GET /slo; the gateway makes %,d requests a second on its core", most);
      Report.line("");
      Report.line("| load | server | p50 ms | p99 ms | p99.9 ms | verdict of the tool |");
      Report.line("|---|---|---|---|---|---|");
      for (int percent : PERCENT) {
        long rate = most * percent / 100;
        String load = String.format(Locale.ROOT, "%d %%, %,d/s", percent, rate);
        for (Contestant one : field.contestants()) {
          row(load, one, OPEN.formatted(Field.TARGET, rate, rounds.seconds()));
        }
      }
      for (Contestant one : field.contestants()) {
        row("32 callers", one, FULL.formatted(Field.TARGET, 0, rounds.seconds()));
      }
    }
  }

  private long capacity(Contestant gateway) throws IOException {
    long seconds = Math.max(1, rounds.seconds());
    return gateway.load().run(TimeUnit.SECONDS.toNanos(seconds)) / seconds;
  }

  private static void row(String load, Contestant one, String scenario) throws IOException {
    Report.progress(load + ", " + one.name());
    JsonNode report = measured(one, scenario);
    JsonNode latency = report.path("totals").path("latency_ms");
    Report.line(
        "| %s | %s | %s | %s | %s | %s |",
        load,
        one.name(),
        millis(latency, "p50"),
        millis(latency, "p99"),
        millis(latency, "p99_9"),
        report.path("verdict").path("state").asText());
  }

  private static String millis(JsonNode latency, String key) {
    return latency.has(key) ? String.format(Locale.ROOT, "%.2f", latency.path(key).asDouble()) : "";
  }

  private static JsonNode measured(Contestant one, String scenario) throws IOException {
    Path home = Files.createTempDirectory("latency");
    Path file = Files.writeString(home.resolve("bench.json"), scenario);
    int exit = INVALID;
    for (int tries = 0; tries < TRIES && exit == INVALID; tries++) {
      exit = load(file, "http://127.0.0.1:" + one.load().port(), home);
    }
    if (exit != 0 && exit != MISSED && exit != INVALID) {
      throw new IOException("the load tool ended with " + exit + ", see " + home);
    }
    return new ObjectMapper().readTree(Files.readString(home.resolve("report.json")));
  }

  private static int load(Path scenario, String target, Path home) throws IOException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/dist/lib/load.options",
                "-cp",
                System.getProperty("java.class.path"),
                LoadMain.class.getName(),
                scenario.toString(),
                "--target",
                target,
                "--report",
                home.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("said.txt").toFile())
            .start();
    try {
      return tool.waitFor();
    } catch (InterruptedException stopped) {
      tool.destroy();
      throw new IOException("interrupted", stopped);
    }
  }
}
