package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.load.scenario.RequestTemplate.Shape;
import io.decisionos.gateway.load.scenario.Scenario.Mix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads who sends what: tenants, requests and the feeds that fill them. */
final class MixReader {

  private static final Bounds WEIGHT = new Bounds(0, 1e6);
  private static final Bounds STATUS = new Bounds(100, 599);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private final Fields root;
  private final Set<String> fillable = new TreeSet<>(Set.of("tenant"));
  private final Set<String> requestNames = new HashSet<>();
  private final Set<String> tenantIds = new HashSet<>();

  MixReader(Fields root) {
    this.root = root;
  }

  Mix mix() {
    Map<String, Feed.Source> feeds = feeds();
    fillable.addAll(feeds.keySet());
    return new Mix(
        root.filledList("tenants", this::tenant),
        root.filledList("requests", this::request),
        feeds);
  }

  private LoadTenant tenant(Fields fields) {
    fields.only("id", "role", "weight", "expect");
    String id = fields.requiredText("id");
    if (!tenantIds.add(id)) {
      fields.fault("id", "an id that no other tenant has");
    }
    return new LoadTenant(
        id,
        fields.choice("role", Role.STEADY),
        fields.number("weight", WEIGHT, 1),
        statuses(fields));
  }

  private RequestTemplate request(Fields fields) {
    fields.only("name", "method", "path", "headers", "body", "weight", "expect");
    String method = fields.text("method", "GET");
    if (!METHODS.contains(method)) {
      fields.fault("method", "one of " + String.join(", ", new TreeSet<>(METHODS)));
    }
    String name = fields.requiredText("name");
    if (!requestNames.add(name)) {
      fields.fault("name", "a name that no other request has");
    }
    return new RequestTemplate(
        name, fields.number("weight", WEIGHT, 1), method, shape(fields), statuses(fields));
  }

  private Shape shape(Fields fields) {
    String path = fields.requiredText("path");
    if (!path.startsWith("/")) {
      fields.fault("path", "a path that starts with /");
    }
    var headers = new HashMap<String, Template>();
    Fields given = fields.object("headers");
    for (String name : given.keys()) {
      headers.put(name, Template.of(given.requiredText(name)));
    }
    var shape = new Shape(Template.of(path), headers, body(fields));
    for (String name : shape.placeholders()) {
      if (!fillable.contains(name)) {
        fields.fault("path", "placeholders out of " + fillable + ", not ${" + name + "}");
      }
    }
    return shape;
  }

  private static Optional<Template> body(Fields fields) {
    JsonNode body = fields.node("body");
    if (body.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(Template.of(body.isTextual() ? body.textValue() : body.toString()));
  }

  private static Statuses statuses(Fields fields) {
    var codes = new HashSet<Integer>();
    JsonNode given = fields.node("expect");
    boolean good = given.isMissingNode() || given.isArray();
    for (JsonNode code : given) {
      good &= code.isInt() && STATUS.hold(code.intValue());
      codes.add(code.asInt());
    }
    if (!good) {
      fields.fault("expect", "a list of status codes " + STATUS);
    }
    return new Statuses(codes);
  }

  private Map<String, Feed.Source> feeds() {
    var feeds = new HashMap<String, Feed.Source>();
    Fields given = root.object("feeds");
    for (String name : given.keys()) {
      feeds.put(name, feed(given.object(name)));
    }
    return feeds;
  }

  private static Feed.Source feed(Fields fields) {
    fields.only("values", "order", "counter", "clock");
    if (fields.has("clock")) {
      return new Feed.Clock(fields.choice("clock", Feed.Clock.Form.UNIX_MS));
    }
    if (fields.has("counter")) {
      return new Feed.Counter(fields.text("counter", ""));
    }
    List<String> values = values(fields);
    boolean random = fields.choice("order", Order.TURN) == Order.RANDOM;
    return random ? new Feed.AtRandom(values) : new Feed.InTurn(values);
  }

  private static List<String> values(Fields fields) {
    var texts = new ArrayList<String>();
    JsonNode given = fields.node("values");
    boolean good = given.isArray() && !given.isEmpty();
    for (JsonNode value : given) {
      good &= value.isTextual() || value.isNumber();
      texts.add(value.asText());
    }
    if (!good) {
      fields.fault("values", "a list of at least one text or number, or a counter instead");
    }
    return texts;
  }

  private enum Order {
    TURN,
    RANDOM
  }
}
