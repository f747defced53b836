package io.decisionos.gateway.overlay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;

/** Holds the labels of a request against a catalogue. Pure. */
final class LabelCheck {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LabelCheck() {}

  /**
   * The verdict on every label, in the order of the request.
   *
   * @throws ProblemException where the body is not an object of labels
   */
  static JsonObject check(TenantId tenant, LabelCatalog catalog, Buffer body) {
    var results = new JsonArray();
    boolean allValid = true;
    for (var label : labels(body).properties()) {
      Optional<String> objection = catalog.objection(label.getKey(), label.getValue());
      var result = new JsonObject().put("key", label.getKey()).put("valid", objection.isEmpty());
      objection.ifPresent(reason -> result.put("reason", reason));
      results.add(result);
      allValid &= objection.isEmpty();
    }
    return new JsonObject()
        .put("tenant", tenant.value())
        .put("valid", allValid)
        .put("results", results);
  }

  private static JsonNode labels(Buffer body) {
    JsonNode labels = parse(body).path("labels");
    if (!labels.isObject()) {
      throw invalid("Send an object {\"labels\": {key: value, ...}}.");
    }
    return labels;
  }

  private static JsonNode parse(Buffer body) {
    try {
      return STRICT.readTree(body.getBytes());
    } catch (IOException e) {
      throw invalid("Send the body as JSON, each key once.");
    }
  }

  private static ProblemException invalid(String detail) {
    return Problem.of(ProblemType.REQUEST_INVALID, detail).asException();
  }
}
