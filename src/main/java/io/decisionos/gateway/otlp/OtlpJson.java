package io.decisionos.gateway.otlp;

import io.decisionos.gateway.trace.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Spans as OTLP writes them in JSON: ids in hexadecimal, kinds and states as numbers, whole numbers
 * of 64 bits as texts. Pure.
 *
 * @param resource who sends them, by the names of OpenTelemetry's conventions
 */
record OtlpJson(Map<String, String> resource) {
  private static final String SCOPE = "io.decisionos.gateway";
  private static final int STATUS_ERROR = 2;

  Buffer request(List<Span> spans) {
    var told = new JsonArray();
    spans.forEach(span -> told.add(span(span)));
    var scope =
        new JsonObject().put("scope", new JsonObject().put("name", SCOPE)).put("spans", told);
    var from =
        new JsonObject()
            .put("resource", new JsonObject().put("attributes", attributes(resource)))
            .put("scopeSpans", new JsonArray().add(scope));
    return new JsonObject().put("resourceSpans", new JsonArray().add(from)).toBuffer();
  }

  private static JsonObject span(Span span) {
    var json =
        new JsonObject()
            .put("traceId", span.place().traceId())
            .put("spanId", span.place().spanId())
            .put("name", span.name())
            .put("kind", kind(span.kind()))
            .put("startTimeUnixNano", String.valueOf(span.beginNanos()))
            .put("endTimeUnixNano", String.valueOf(span.endNanos()))
            .put("attributes", attributes(span.attributes()));
    span.parent().ifPresent(parent -> json.put("parentSpanId", parent));
    span.failure()
        .ifPresent(
            why ->
                json.put("status", new JsonObject().put("code", STATUS_ERROR).put("message", why)));
    return json;
  }

  private static int kind(Span.Kind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
    };
  }

  private static JsonArray attributes(Map<String, ?> attributes) {
    var told = new JsonArray();
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                told.add(
                    new JsonObject()
                        .put("key", entry.getKey())
                        .put("value", value(entry.getValue()))));
    return told;
  }

  private static JsonObject value(Object value) {
    return value instanceof Long number
        ? new JsonObject().put("intValue", number.toString())
        : new JsonObject().put("stringValue", value.toString());
  }
}
