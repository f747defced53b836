package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Example;
import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shapes of the answers that a running gateway gave: which members there are and of what type,
 * whatever their values. An example of the document has to have come in this shape.
 */
final class LiveShapes {
  private final Map<String, Set<String>> seen = new HashMap<>();

  void add(Operation operation, RawHttp.Response response) {
    String type = response.header("content-type").orElse("");
    String status = String.valueOf(response.status());
    if (type.equals("application/json")) {
      keep(key(operation, status, type), Json.decodeValue(response.body()));
    } else if (type.matches("text/(plain|csv).*|application/openmetrics-text.*")) {
      keep(key(operation, status, type), response.body());
    }
  }

  private void keep(String key, Object body) {
    seen.computeIfAbsent(key, any -> new TreeSet<>()).addAll(of(body));
  }

  private static String key(Operation operation, String status, String type) {
    return operation.json().getString("operationId") + " " + status + " " + type;
  }

  /** What an operation's examples have that no answer had. */
  List<String> neverSeen(OpenApi api, Operation operation) {
    var all = new ArrayList<String>();
    for (Example example : api.examples(operation)) {
      String key = key(operation, example.status(), example.type());
      of(example.value()).stream()
          .filter(part -> !seen.getOrDefault(key, Set.of()).contains(part))
          .forEach(part -> all.add("example of " + key + ": no answer has " + part));
    }
    return all;
  }

  private static Set<String> of(Object body) {
    var parts = new TreeSet<String>();
    if (body instanceof String text) {
      text.lines().map(LiveShapes::withoutValues).forEach(parts::add);
    } else {
      collect("", body, parts);
    }
    return parts;
  }

  private static void collect(String path, Object value, Set<String> parts) {
    if (value instanceof JsonObject object) {
      parts.add(path + " object");
      object.forEach(member -> collect(path + "/" + member.getKey(), member.getValue(), parts));
    } else if (value instanceof JsonArray array) {
      parts.add(path + " list");
      array.forEach(item -> collect(path + "/*", item, parts));
    } else {
      parts.add(path + " " + type(value));
    }
  }

  private static String type(Object value) {
    if (value == null) {
      return "null";
    }
    return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "text";
  }

  /**
   * A line of a table, of measures or of a checkpoint without its numbers, hashes and signature.
   */
  private static String withoutValues(String line) {
    return line.replaceAll("[A-Za-z0-9+/]{40,}=*", "HASH")
        .replaceAll("-?\\b\\d+(\\.\\d+)?(E-?\\d+)?\\b", "0");
  }
}
