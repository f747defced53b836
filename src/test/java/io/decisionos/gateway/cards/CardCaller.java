package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.IntStream;

/** Writes a tenant's events and asks for its cards. */
record CardCaller(RunningGateway gateway, String tenant) {
  /** A window in which no test but its own has events. */
  static final String SUMMARY =
      "/cards/reason-trends/summary?start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z";

  /** Writes some events of one moment; returns when they count. */
  void count(String ts, String reason, int times) {
    String line = new JsonObject().put("ts", ts).put("reason", reason).encode() + "\n";
    var request =
        gateway
            .request(target("/events/reasons"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(line.repeat(times)))
            .build();
    HttpResponse<String> answer = gateway.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Writes one event for each of some hours. */
  void countHours(Instant first, int hours) {
    IntStream.range(0, hours)
        .forEach(hour -> count(first.plusSeconds(3600L * hour).toString(), "reason:perf", 1));
  }

  private String target(String path) {
    return path + (path.contains("?") ? "&" : "?") + "tenant=" + tenant;
  }

  HttpResponse<String> get(String path) {
    return gateway.get(target(path));
  }

  /** The answer of a request that succeeds. */
  JsonObject ask(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  /** The status that a request gets which has an answer already. */
  int again(String path, String etag) {
    var request = gateway.request(target(path)).header("If-None-Match", etag).GET().build();
    return gateway.send(request).statusCode();
  }

  String etag(String path) {
    return get(path).headers().firstValue("ETag").orElseThrow();
  }

  HttpResponse<String> trends(String body) {
    return gateway.send(
        gateway
            .request(target("/cards/reason-trends"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }
}
