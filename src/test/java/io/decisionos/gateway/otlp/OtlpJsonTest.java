package io.decisionos.gateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.trace.Span;
import io.decisionos.gateway.trace.TraceContext;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OtlpJsonTest {
  private static final Span SPAN =
      new Span(
          new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true),
          Optional.of("00f067aa0ba902b7"),
          "GET /slo",
          Span.Kind.SERVER,
          1_796_083_200_000_000_001L,
          1_796_083_200_000_250_001L,
          new TreeMap<>(Map.of("http.response.status_code", 504L, "decisionos.tenant", "default")),
          Optional.of("worker.timeout"));

  @Test
  void aSpanIsWrittenAsTheProtocolHasIt() {
    var told = new OtlpJson(Map.of("service.name", "decisionos-gateway")).request(List.of(SPAN));

    assertThat(new JsonObject(told))
        .isEqualTo(
            new JsonObject(
                """
                {"resourceSpans": [{
                  "resource": {"attributes": [
                    {"key": "service.name", "value": {"stringValue": "decisionos-gateway"}}]},
                  "scopeSpans": [{
                    "scope": {"name": "io.decisionos.gateway"},
                    "spans": [{
                      "traceId": "0af7651916cd43dd8448eb211c80319c",
                      "spanId": "b7ad6b7169203331",
                      "parentSpanId": "00f067aa0ba902b7",
                      "name": "GET /slo",
                      "kind": 2,
                      "startTimeUnixNano": "1796083200000000001",
                      "endTimeUnixNano": "1796083200000250001",
                      "attributes": [
                        {"key": "decisionos.tenant", "value": {"stringValue": "default"}},
                        {"key": "http.response.status_code", "value": {"intValue": "504"}}],
                      "status": {"code": 2, "message": "worker.timeout"}}]}]}]}
                """));
  }
}
