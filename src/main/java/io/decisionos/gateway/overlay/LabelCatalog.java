package io.decisionos.gateway.overlay;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.tenant.Label;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that a tenant's requests may carry: the global ones, then its own; one that redefines
 * a global label stands at that one's place. Immutable.
 */
final class LabelCatalog {
  private static final int MAX_FREE_CHARACTERS = 256;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  LabelCatalog(List<Label> global, List<Label> own) {
    global.forEach(label -> entries.put(label.key(), new Entry(label, Source.GLOBAL)));
    own.forEach(label -> entries.put(label.key(), new Entry(label, Source.TENANT)));
  }

  private record Entry(Label label, Source source) {
    JsonObject json() {
      var json = new JsonObject().put("key", label.key()).put("type", label.type().word());
      if (!label.values().isEmpty()) {
        json.put("values", new JsonArray(label.values()));
      }
      return json.put("source", source.word());
    }
  }

  JsonArray json() {
    var array = new JsonArray();
    entries.values().forEach(entry -> array.add(entry.json()));
    return array;
  }

  int size() {
    return entries.size();
  }

  /** The reason why a label may not have this value; empty if it may. */
  Optional<String> objection(String key, JsonNode value) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.of("label.unknown");
    }
    boolean allowed = isAllowed(entry.label(), value);
    return switch (entry.label().type()) {
      case CONTINUOUS -> allowed ? Optional.empty() : Optional.of("label.not_numeric");
      case CATEGORICAL -> allowed ? Optional.empty() : Optional.of("label.value_not_allowed");
    };
  }

  private static boolean isAllowed(Label label, JsonNode value) {
    return switch (label.type()) {
      case CONTINUOUS -> value.isNumber() && Double.isFinite(value.doubleValue());
      case CATEGORICAL -> value.isTextual() && isAllowed(label.values(), value.textValue());
    };
  }

  private static boolean isAllowed(List<String> values, String text) {
    return values.isEmpty()
        ? !text.isBlank() && text.codePointCount(0, text.length()) <= MAX_FREE_CHARACTERS
        : values.contains(text);
  }
}
