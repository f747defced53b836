package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what an answer has to hold. */
final class CheckReader {

  private final Fields fields;
  private final Texts texts;

  CheckReader(Fields fields, Texts texts) {
    this.fields = fields;
    this.texts = texts;
  }

  /** The check of one request, which may hold placeholders that have one value for all of it. */
  Check check(FeedReader feeds) {
    Set<String> fillable = feeds.columns();
    fields.only("headers", "body", "json");
    var headers = new HashMap<String, Template>();
    var presence = new HashMap<String, Boolean>();
    Fields given = fields.object("headers");
    for (String name : given.keys()) {
      if (given.node(name).isBoolean()) {
        presence.put(name, given.flag(name, true));
      } else {
        headers.put(name, texts.template(given, name, given.requiredText(name)));
      }
    }
    var check = new Check(headers, presence, body(), json());
    for (String name : check.placeholders()) {
      if (!fillable.contains(name) && !feeds.isBroken(name)) {
        fields.fault("", "${" + name + "}", "placeholders out of " + fillable);
      }
    }
    return check;
  }

  private Map<String, Template> body() {
    JsonNode body = fields.node("body");
    var all = new HashMap<String, Template>();
    for (JsonNode text : body.isTextual() ? List.of(body) : body) {
      if (text.isTextual()) {
        all.put(text.toString(), texts.template(fields, "body", text.textValue()));
      } else {
        fields.fault("body", "a text, or a list of texts, that the body has to contain");
      }
    }
    if (!body.isMissingNode() && all.isEmpty()) {
      fields.fault("body", "a text, or a list of texts, that the body has to contain");
    }
    return all;
  }

  private Map<String, Template> json() {
    var all = new HashMap<String, Template>();
    Fields given = fields.object("json");
    for (String pointer : given.keys()) {
      JsonNode value = given.node(pointer);
      if (isPointer(pointer)) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        all.put(pointer, texts.template(given, pointer, text));
      } else {
        given.fault(pointer, "a JSON pointer, such as /slo/latency_p95_ms, with its value");
      }
    }
    return all;
  }

  private static boolean isPointer(String text) {
    try {
      return !JsonPointer.compile(text).matches() || text.isEmpty();
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
