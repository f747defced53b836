package io.decisionos.gateway.isolation;

import java.util.ArrayList;
import java.util.List;

/** Overlays: what a tenant's file says, and the tags of the answers made of it. */
final class OverlaySection implements Section {
  @Override
  public List<Row> rows(Side theirs, Side mine) {
    var rows = new ArrayList<Row>();
    for (String target : List.of("/slo", "/slo/latency_p95_ms", "/labels")) {
      rows.add(
          new Row(
              "GET " + target.replace("latency_p95_ms", "{key}"),
              "tag",
              Ask.of("GET", target).header("If-None-Match", Ask.VALUE),
              theirs.get(target).header("etag"),
              "\"never\""));
    }
    rows.add(
        new Row(
            "GET /slo/{key}",
            "label for a key",
            Ask.of("GET", "/slo/" + Ask.VALUE),
            SECRET + "_label",
            "never_label"));
    rows.add(
        new Row(
            "POST /labels/validate",
            "label",
            Ask.of("POST", "/labels/validate").json("{\"labels\":{\"${value}\":\"x\"}}"),
            SECRET + "_label",
            "never_label"));
    rows.add(
        new Row(
            "POST /labels/validate",
            "value of a label that both have",
            Ask.of("POST", "/labels/validate").json("{\"labels\":{\"stage\":\"${value}\"}}"),
            SECRET + "_value",
            "never_value"));
    return rows;
  }

  @Override
  public List<Ask> views() {
    return List.of(
        Ask.of("GET", "/slo"),
        Ask.of("GET", "/slo/latency_p95_ms"),
        Ask.of("GET", "/labels"),
        Ask.of("POST", "/labels/validate")
            .json("{\"labels\":{\"" + SECRET + "_label\":\"x\",\"stage\":\"x\"}}"));
  }
}
