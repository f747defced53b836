package io.decisionos.gateway.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tenant that asks at a steady rate, played by the load tool in a process of its own. */
final class Neighbour {
  private static final String SCENARIO =
      """
      {
        "name": "neighbour",
        "target": "http://127.0.0.1:%d",
        "seed": 1,
        "connections": 16,
        "timeout_ms": 10000,
        "tenants": [{"id": "%s", "role": "steady", "weight": 1}],
        "feeds": {"n": {"counter": "n"}},
        "requests": [
          {"name": "slo", "path": "/slo?tenant=${tenant}", "weight": 3},
          {"name": "card", "path": "/cards/reason-summary?tenant=${tenant}", "weight": 1},
          {"name": "write", "method": "PUT", "path": "/etags/${n}?tenant=${tenant}&ttl_ms=60000",
           "weight": 1, "body": {"n": "${n}"}}
        ],
        "phases": [
          {"name": "warm-up", "kind": "constant", "rate": 100, "seconds": 5, "measured": false},
          {"name": "steady", "kind": "constant", "rate": 100, "seconds": %d}
        ],
        "thresholds": []
      }
      """;

  private final Path scenario;
  private final Path report;

  Neighbour(Path home, int port, int seconds) throws IOException {
    this.scenario = home.resolve("neighbour.json");
    this.report = Files.createDirectories(home.resolve("report"));
    Files.writeString(scenario, SCENARIO.formatted(port, Besieged.QUIET, seconds));
  }

  /** One run; its report. */
  JsonNode ask() throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.decisionos.gateway.load.LoadMain",
            scenario.toString(),
            "--report",
            report.toString());
    Process tool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(report.resolve("said").toFile())
            .start();
    try {
      tool.waitFor();
      return new ObjectMapper().readTree(report.resolve("report.json").toFile());
    } finally {
      tool.destroyForcibly();
    }
  }

  /** The share of requests that were served. */
  static double served(JsonNode report) {
    JsonNode steady = report.get("phases").get(1);
    return steady.get("ok").asDouble() / steady.get("ended").asDouble();
  }

  /** In milliseconds. */
  static double p99(JsonNode report) {
    return report.get("phases").get(1).get("latency_ms").path("p99").asDouble(Double.NaN);
  }

  /** Whether the tool stands by its figures. */
  static boolean counts(JsonNode report) {
    return !report.get("verdict").get("state").asText().equals("INVALID");
  }
}
