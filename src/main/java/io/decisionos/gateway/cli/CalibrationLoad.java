package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.Kind;
import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.capacity.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the load tool is asked while capacity is measured, and what its reports say. Pure. */
final class CalibrationLoad {
  /** The tenant whose requests are sent. */
  static final String TENANT = "calibration";

  /** So many callers at a time, beyond the knee of a few event loops. */
  static final List<Integer> LADDER = List.of(1, 2, 4, 8, 16, 32, 64);

  private static final double WARM_UP_SHARE = 0.4;

  // Weights are within a kind. What one writes another reads, so that both are found.
  private static final Map<Kind, String> REQUESTS =
      Map.of(
          Kind.READS,
          """
          [{"name": "slo", "path": "/slo?tenant=${tenant}", "weight": 4},
           {"name": "slo-key", "path": "/slo/latency_p95_ms?tenant=${tenant}", "weight": 3},
           {"name": "labels", "path": "/labels?tenant=${tenant}", "weight": 3}]
          """,
          Kind.WRITES,
          """
          [{"name": "put", "method": "PUT", "path": "/etags/${entry}?tenant=${tenant}", "weight": 4,
            "expect": [200, 201], "body": {"at": "${number}"}},
           {"name": "get", "path": "/etags/${entry}?tenant=${tenant}", "weight": 4,
            "expect": [200, 404]},
           {"name": "nonce", "method": "POST", "path": "/replay?tenant=${tenant}", "weight": 2,
            "body": "{\\"nonce\\": \\"${now_ms}-${number}\\", \\"timestamp_ms\\": ${now_ms}}"}]
          """,
          Kind.CARDS,
          """
          [{"name": "events", "method": "POST", "path": "/events/reasons?tenant=${tenant}",
            "weight": 5, "body": [{"ts": "${now}", "reason": "${reason}"},
                                  {"ts": "${now}", "reason": "${reason}", "count": 3}]},
           {"name": "heatmap", "weight": 3,
            "path": "/cards/label-heatmap?tenant=${tenant}&period=last-24h&overlay=both"},
           {"name": "reasons", "path": "/cards/reason-summary?tenant=${tenant}", "weight": 2}]
          """);

  private static final String FEEDS =
      """
      {"entry": {"values": ["cart/1", "cart/2", "cart/3", "cart/4", "profile", "quota"],
                 "order": "random"},
       "reason": {"values": ["reason:infra-latency", "reason:perf", "reason:quota", "other"],
                  "order": "random"},
       "number": {"counter": "n-"}, "now": {"clock": "rfc3339"}, "now_ms": {"clock": "unix_ms"}}
      """;

  private CalibrationLoad() {}

  /**
   * A run: a warm-up that does not count, then each number of callers in turn.
   *
   * @param seconds how long all of it takes
   */
  static JsonObject scenario(String target, Mix mix, List<Integer> callers, double seconds) {
    double each = seconds * (1 - WARM_UP_SHARE) / callers.size();
    var phases = new JsonArray();
    phases.add(phase("warm-up", mostOf(callers), seconds * WARM_UP_SHARE).put("measured", false));
    for (int i = 0; i < callers.size(); i++) {
      phases.add(phase("step-" + i, callers.get(i), each));
    }
    return new JsonObject()
        .put("name", "calibration")
        .put("target", target)
        .put("connections", mostOf(callers))
        .put("tenants", new JsonArray().add(new JsonObject().put("id", TENANT)))
        .put("feeds", new JsonObject(FEEDS))
        .put(
            "requests",
            new JsonArray(
                mix.parts().entrySet().stream().flatMap(CalibrationLoad::requests).toList()))
        .put("phases", phases);
  }

  private static int mostOf(List<Integer> callers) {
    return callers.stream().mapToInt(users -> users).max().orElse(1);
  }

  private static Stream<JsonObject> requests(Map.Entry<Kind, Double> part) {
    return new JsonArray(REQUESTS.get(part.getKey()))
        .stream()
            .map(JsonObject.class::cast)
            .map(request -> request.put("weight", request.getDouble("weight") * part.getValue()));
  }

  private static JsonObject phase(String name, int users, double seconds) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "closed")
        .put("users", users)
        .put("think_ms", 0)
        .put("seconds", seconds);
  }

  /** What a report says of each number of callers, in the scenario's order. */
  static List<Step> steps(JsonObject report, List<Integer> callers) {
    JsonArray phases = report.getJsonArray("phases");
    return IntStream.range(0, callers.size())
        .mapToObj(i -> step(phases.getJsonObject(i + 1), callers.get(i)))
        .toList();
  }

  /** What came of requests of which none was answered well, and what to do. */
  static String unanswered(Mix mix, JsonObject report) {
    JsonObject totals = report.getJsonObject("totals", new JsonObject());
    String ends =
        Stream.of("errors_by_kind", "statuses")
            .map(key -> key.replace('_', ' ') + " " + totals.getJsonObject(key, new JsonObject()))
            .collect(Collectors.joining(", "));
    return "no request of %s was answered well (%s), expected most; end what else runs, and see that"
            .formatted(mix, ends)
        + " the disk of the temporary directory has room and 127.0.0.1 can be reached";
  }

  private static Step step(JsonObject phase, int users) {
    JsonObject times = phase.getJsonObject("latency_ms");
    long ok = phase.getLong("ok");
    return new Step(
        users,
        ok / phase.getDouble("seconds"),
        times.getDouble("mean", 0.0),
        times.getDouble("p95", 0.0),
        ok,
        phase.getDouble("error_rate") + phase.getDouble("rejected_share"));
  }
}
