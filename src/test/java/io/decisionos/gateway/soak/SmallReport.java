package io.decisionos.gateway.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A report without its histograms, and with fewer moments of time: small enough to be kept. */
final class SmallReport {
  private static final int MOST_ROWS = 130;
  private static final List<String> COUNTS = List.of("sent", "ok", "rejected", "errors");
  private static final List<String> TIMES = List.of("p50", "p95", "p99", "max");

  private SmallReport() {}

  static ObjectNode of(ObjectNode report) {
    ObjectNode small = report.deepCopy();
    small
        .findParents("hdr_microseconds")
        .forEach(at -> ((ObjectNode) at).remove("hdr_microseconds"));
    List<JsonNode> rows = new ArrayList<>();
    report.path("timeline").forEach(rows::add);
    int step = Math.max(1, (rows.size() + MOST_ROWS - 1) / MOST_ROWS);
    ArrayNode fewer = small.putArray("timeline");
    for (int i = 0; i < rows.size(); i += step) {
      fewer.add(merged(rows.subList(i, Math.min(i + step, rows.size()))));
    }
    return small;
  }

  /** Counts a second on average, and the worst of each time. */
  private static ObjectNode merged(List<JsonNode> rows) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.put("second", rows.get(0).path("second").asInt());
    COUNTS.forEach(key -> one.put(key, mean(rows, "/" + key)));
    TIMES.forEach(key -> one.put(key, worst(rows, "/" + key)));
    ArrayNode tenants = one.putArray("tenants");
    for (int i = 0; i < rows.get(0).path("tenants").size(); i++) {
      String at = "/tenants/" + i;
      tenants
          .addObject()
          .put("ended", mean(rows, at + "/ended"))
          .put("p99", worst(rows, at + "/p99"));
    }
    return one;
  }

  private static long mean(List<JsonNode> rows, String at) {
    return Math.round(rows.stream().mapToDouble(row -> row.at(at).asDouble()).average().orElse(0));
  }

  private static double worst(List<JsonNode> rows, String at) {
    return rows.stream().mapToDouble(row -> row.at(at).asDouble()).max().orElse(0);
  }
}
