package io.decisionos.gateway.isolation;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Cards: their tags, and every token that they hand out. */
final class CardsSection implements Section {
  private static final String SUMMARY =
      "/cards/reason-trends/summary?start=2026-02-01T00:00:00Z&end=2026-02-02T00:00:00Z"
          + "&bucket=hour&limit=1";
  private static final String STREAM = "/cards/highlights/stream?bucket=hour";
  private static final List<String> READS =
      List.of(
          "/cards/reason-trends/palette",
          SUMMARY,
          "/cards/label-heatmap?period=2026-02-01",
          STREAM,
          "/cards/reason-summary?at=2026-02-01T00:00:00Z");

  private static Ask events(String reason) {
    return Ask.of("POST", "/events/reasons")
        .json(
            "[{\"ts\":\"2026-02-01T00:00:00Z\",\"reason\":\"%s\"},".formatted(reason)
                + "{\"ts\":\"2026-02-01T05:00:00Z\",\"reason\":\"%s\"}]".formatted(reason));
  }

  private static String route(String target) {
    return "GET " + target.split("\\?", 2)[0];
  }

  @Override
  public List<Row> rows(Side theirs, Side mine) {
    theirs.send(events(SECRET));
    mine.send(events("mine"));
    var rows = new ArrayList<Row>();
    for (String read : READS) {
      rows.add(
          new Row(
              route(read),
              "tag",
              Ask.of("GET", read).header("If-None-Match", Ask.VALUE),
              theirs.get(read).header("etag"),
              "\"never\""));
    }
    var summary = new JsonObject(theirs.get(SUMMARY).body());
    String token = new JsonObject(theirs.get(STREAM).body()).getString("next");
    rows.add(tokenOf(SUMMARY + "&cursor=", "cursor", summary.getString("next_cursor")));
    rows.add(tokenOf(SUMMARY + "&since=", "delta token", summary.getString("delta_token")));
    rows.add(tokenOf(STREAM + "&since=", "token", token));
    rows.add(
        new Row(
            route(STREAM),
            "last event",
            Ask.of("GET", STREAM)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Ask.VALUE),
            token,
            "neverAToken"));
    rows.add(
        new Row(
            "POST /cards/reason-trends",
            "tag",
            Ask.of("POST", "/cards/reason-trends")
                .json("{\"reasons\":[\"mine\"]}")
                .header("If-None-Match", Ask.VALUE),
            theirs.get(SUMMARY).header("etag"),
            "\"never\""));
    return rows;
  }

  private static Row tokenOf(String target, String what, String value) {
    return new Row(route(target), what, Ask.of("GET", target + Ask.VALUE), value, "neverAToken");
  }

  @Override
  public List<Ask> views() {
    return READS.stream().map(read -> Ask.of("GET", read)).toList();
  }
}
