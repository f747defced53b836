package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.Kind;
import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.capacity.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the load tool is asked while capacity is measured, and what its reports say. Pure. */
final class CalibrationLoad {
  /**
   * So many callers at a time, beyond the knee of a few event loops. Not one alone: it and the
   * gateway wake each other for each request, which two hardly do, and no law has both.
   */
  static final List<Integer> LADDER = List.of(2, 4, 8, 16, 24, 32, 64);

  private static final int WARMING = 16;
  private static final double WARM_UP_SHARE = 0.3;
  private static final int STEPS_TO_CHANGE_OVER = 2;

  // Each kind is sent by a tenant of its own. What one request writes another reads, so that both
  // are found.
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

  /** A mix at some numbers of callers, one after the other. */
  record Part(Mix mix, List<Integer> callers) {
    private int mostCallers() {
      return callers.stream().mapToInt(users -> users).max().orElse(1);
    }
  }

  /**
   * A run: a warm-up with some of everything, then each part, at whose beginning a moment does not
   * count either.
   *
   * @param seconds how long all of it takes
   */
  static JsonObject scenario(String target, List<Part> parts, double seconds) {
    List<Kind> kinds = List.of(Kind.values());
    int most = parts.stream().mapToInt(Part::mostCallers).max().orElse(1);
    return new JsonObject()
        .put("name", "calibration")
        .put("target", target)
        .put("connections", Math.max(WARMING, most))
        .put("tenants", new JsonArray(kinds.stream().map(CalibrationLoad::tenant).toList()))
        .put("feeds", new JsonObject(FEEDS))
        .put("requests", new JsonArray(kinds.stream().flatMap(CalibrationLoad::requests).toList()))
        .put("phases", phases(parts, seconds));
  }

  private static JsonArray phases(List<Part> parts, double seconds) {
    var phases = new JsonArray();
    phases.add(unmeasured("warm-up", Mix.USUAL, WARMING, seconds * WARM_UP_SHARE));
    int steps = parts.stream().mapToInt(part -> part.callers().size() + STEPS_TO_CHANGE_OVER).sum();
    double each = seconds * (1 - WARM_UP_SHARE) / steps;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String name = "part-" + i;
      phases.add(unmeasured(name, part.mix(), part.mostCallers(), each * STEPS_TO_CHANGE_OVER));
      for (int j = 0; j < part.callers().size(); j++) {
        phases.add(phase(name + "-" + j, part.mix(), part.callers().get(j), each));
      }
    }
    return phases;
  }

  /** Who sends the requests of a kind, and no others. */
  private static JsonObject tenant(Kind kind) {
    var own = new JsonObject();
    requests(kind).forEach(one -> own.put(one.getString("name"), one.getDouble("weight")));
    return new JsonObject().put("id", kind.word()).put("requests", own);
  }

  private static Stream<JsonObject> requests(Kind kind) {
    return new JsonArray(REQUESTS.get(kind)).stream().map(JsonObject.class::cast);
  }

  private static JsonObject unmeasured(String name, Mix mix, int users, double seconds) {
    return phase(name, mix, users, seconds).put("measured", false);
  }

  private static JsonObject phase(String name, Mix mix, int users, double seconds) {
    var weights = new JsonObject();
    mix.parts().forEach((kind, part) -> weights.put(kind.word(), part));
    return new JsonObject()
        .put("name", name)
        .put("kind", "closed")
        .put("weights", weights)
        .put("users", users)
        .put("think_ms", 0)
        .put("seconds", seconds);
  }

  /** What a report says of each number of callers, part by part, in the scenario's order. */
  static List<List<Step>> steps(JsonObject report, List<Part> parts) {
    JsonArray phases = report.getJsonArray("phases");
    var all = new ArrayList<List<Step>>();
    int next = 1;
    for (Part part : parts) {
      int first = next + 1;
      List<Integer> callers = part.callers();
      all.add(
          IntStream.range(0, callers.size())
              .mapToObj(i -> step(phases.getJsonObject(first + i), callers.get(i)))
              .toList());
      next = first + callers.size();
    }
    return all;
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
