package io.decisionos.gateway.docs;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request as it goes over the wire, made from an operation's examples and then spoilt by tests.
 *
 * @param fields the header fields, one line each
 */
record DocumentedRequest(String method, String target, List<String> fields, String body) {
  private static final String HOST = "Host: localhost";

  /** The request that an operation's own examples make. */
  static DocumentedRequest of(OpenApi api, OpenApi.Operation operation) {
    String target = operation.path();
    var query = new ArrayList<String>();
    for (JsonObject parameter : api.parameters(operation)) {
      Object given = parameter.getValue("example");
      String example = given == null ? null : given.toString();
      switch (parameter.getString("in")) {
        case "path" -> target = target.replace("{" + parameter.getString("name") + "}", example);
        case "query" -> {
          // What has no example needs an answer that came before, such as a cursor.
          if (example != null) {
            query.add(parameter.getString("name") + "=" + example);
          }
        }
        default -> {
          // Header fields are all optional.
        }
      }
    }
    var plain = new DocumentedRequest(operation.method(), target, List.of(HOST), "");
    var asked = query.isEmpty() ? plain : plain.at(target + "?" + String.join("&", query));
    return operation.json().containsKey("requestBody") ? asked.withBody(operation) : asked;
  }

  private DocumentedRequest withBody(OpenApi.Operation operation) {
    JsonObject media =
        operation
            .json()
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/json");
    return with("Content-Type: application/json")
        .carrying(asOfNow(media.getValue("example", new JsonObject())));
  }

  /** No example can know when it will be sent. */
  private static String asOfNow(Object example) {
    return example instanceof JsonObject body && body.containsKey("timestamp_ms")
        ? body.copy().put("timestamp_ms", System.currentTimeMillis()).encode()
        : Json.encode(example);
  }

  DocumentedRequest by(String other) {
    return new DocumentedRequest(other, target, fields, body);
  }

  DocumentedRequest at(String other) {
    return new DocumentedRequest(method, other, fields, body);
  }

  DocumentedRequest with(String field) {
    return new DocumentedRequest(
        method, target, Stream.concat(fields.stream(), Stream.of(field)).toList(), body);
  }

  /** This request without the header field, if it has it. */
  DocumentedRequest without(String name) {
    return new DocumentedRequest(
        method,
        target,
        fields.stream().filter(field -> !field.startsWith(name + ":")).toList(),
        body);
  }

  DocumentedRequest carrying(String other) {
    return new DocumentedRequest(method, target, fields, other);
  }

  /** This request for a longer target. */
  DocumentedRequest asking(String parameter) {
    return at(target + (target.contains("?") ? "&" : "?") + parameter);
  }

  String raw() {
    boolean declared = fields.stream().anyMatch(field -> field.startsWith("Content-Length:"));
    String length = declared || body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return method
        + " "
        + target
        + " HTTP/1.1\r\n"
        + fields.stream().map(field -> field + "\r\n").reduce("", String::concat)
        + length
        + "\r\n"
        + (declared ? "" : body);
  }
}
