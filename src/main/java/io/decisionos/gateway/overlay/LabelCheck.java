package io.decisionos.gateway.overlay;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.JsonBody;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Holds the labels of a request against a catalogue. Pure. */
final class LabelCheck {
  /** So many take about ten milliseconds. */
  static final int MOST_LABELS = 10_000;

  private static final String ADVICE =
      "Send at most 10000 labels, each with one value, in one call.";

  // Each label is a key and a value; around them are two objects and a key.
  private static final int MOST_TOKENS = 2 * MOST_LABELS + 5;

  private LabelCheck() {}

  /**
   * The verdict on every label, in the order of the request.
   *
   * @throws ProblemException if the body is not an object of labels
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
    JsonNode labels =
        JsonBody.read(body, MOST_TOKENS, ADVICE)
            .orElseThrow(() -> invalid(JsonBody.advice(body)))
            .path("labels");
    if (!labels.isObject()) {
      throw invalid("Send an object {\"labels\": {key: value, ...}}.");
    }
    return labels;
  }

  private static ProblemException invalid(String detail) {
    return Problem.of(ProblemType.REQUEST_INVALID, detail).asException();
  }
}
