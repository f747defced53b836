package io.decisionos.gateway.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.decisionos.gateway.trace.Span;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Spans as OTLP writes them in JSON: ids in hexadecimal, kinds and states as numbers, whole numbers
 * of 64 bits as texts. Pure. Written at once, as a tree of each span took longer than the request
 * that it tells of.
 *
 * @param resource who sends them, by the names of OpenTelemetry's conventions
 */
record OtlpJson(Map<String, String> resource) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SCOPE = "io.decisionos.gateway";
  private static final int STATUS_ERROR = 2;

  Buffer request(List<Span> spans) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("resourceSpans");
      json.writeStartObject();
      json.writeObjectFieldStart("resource");
      attributes(json, resource);
      json.writeEndObject();
      json.writeArrayFieldStart("scopeSpans");
      json.writeStartObject();
      json.writeObjectFieldStart("scope");
      json.writeStringField("name", SCOPE);
      json.writeEndObject();
      json.writeArrayFieldStart("spans");
      for (Span span : spans) {
        write(json, span);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(out.toByteArray());
  }

  private static void write(JsonGenerator json, Span span) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", span.place().traceId());
    json.writeStringField("spanId", span.place().spanId());
    if (span.parent().isPresent()) {
      json.writeStringField("parentSpanId", span.parent().get());
    }
    json.writeStringField("name", span.name());
    json.writeNumberField("kind", kind(span.kind()));
    json.writeStringField("startTimeUnixNano", String.valueOf(span.beginNanos()));
    json.writeStringField("endTimeUnixNano", String.valueOf(span.endNanos()));
    attributes(json, span.attributes());
    if (span.failure().isPresent()) {
      json.writeObjectFieldStart("status");
      json.writeNumberField("code", STATUS_ERROR);
      json.writeStringField("message", span.failure().get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static int kind(Span.Kind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
    };
  }

  private static void attributes(JsonGenerator json, Map<String, ?> attributes) throws IOException {
    json.writeArrayFieldStart("attributes");
    for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
      Object value = attribute.getValue();
      json.writeStartObject();
      json.writeStringField("key", attribute.getKey());
      json.writeObjectFieldStart("value");
      json.writeStringField(value instanceof Long ? "intValue" : "stringValue", value.toString());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
