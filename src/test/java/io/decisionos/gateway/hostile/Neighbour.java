package io.decisionos.gateway.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A tenant that asks at a steady rate, played by the load tool in one process: alone first, then
 * beside what is done to it.
 */
final class Neighbour {
  private static final String SCENARIO =
      """
      {
        "name": "neighbour",
        "target": "http://127.0.0.1:%d",
        "seed": 1,
        "connections": 8,
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
          {"name": "warm-up", "kind": "constant", "rate": 250, "seconds": 20, "measured": false},
          {"name": "alone", "kind": "constant", "rate": 100, "seconds": %d},
          {"name": "arrival", "kind": "constant", "rate": 100, "seconds": 5, "measured": false},
          {"name": "beside", "kind": "constant", "rate": 100, "seconds": %d}
        ],
        "thresholds": []
      }
      """;
  private static final int ALONE = 1;
  private static final int BESIDE = 3;

  private final JsonNode report;

  private Neighbour(JsonNode report) {
    this.report = report;
  }

  /**
   * Asks for a while alone and for a while beside.
   *
   * @param seconds how long each of the two lasts
   * @param arrival begins what it is asked beside, within five seconds
   */
  static Neighbour ask(Path home, int port, int seconds, LoadTool.Step arrival)
      throws IOException, InterruptedException {
    String scenario = SCENARIO.formatted(port, Besieged.QUIET, seconds, seconds);
    return new Neighbour(new LoadTool(home, "neighbour", scenario).run("arrival", arrival));
  }

  /** The share of requests that were served beside. */
  double served() {
    JsonNode beside = phase(BESIDE);
    return beside.get("ok").asDouble() / beside.get("ended").asDouble();
  }

  /** In milliseconds. */
  double p99Alone() {
    return p99(phase(ALONE));
  }

  /** In milliseconds. */
  double p99Beside() {
    return p99(phase(BESIDE));
  }

  private JsonNode phase(int index) {
    return report.get("phases").get(index);
  }

  /** In milliseconds, of one phase. */
  static double p99(JsonNode phase) {
    return phase.get("latency_ms").path("p99").asDouble(Double.NaN);
  }

  /** Whether the tool stands by its figures. */
  boolean counts() {
    return !report.get("verdict").get("state").asText().equals("INVALID");
  }

  /** Why it does not. */
  String objections() {
    return report.get("verdict").get("reasons").toString();
  }
}
