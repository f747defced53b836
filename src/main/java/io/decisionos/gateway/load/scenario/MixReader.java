package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.load.scenario.RequestTemplate.Shape;
import io.decisionos.gateway.load.scenario.Scenario.Mix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads who sends what: tenants, requests and the feeds that fill them. */
final class MixReader {

  private static final Bounds WEIGHT = new Bounds(0, 1e6);
  private static final Bounds STATUS = new Bounds(100, 599);
  private static final Pattern KID = Pattern.compile("[!#-\\[\\]-~]{1,128}");

  /** What a request line carries as it is; anything else is written percent-encoded. */
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^#{}]]*");

  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}&&[^\t]]*");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private final Fields root;
  private final Texts texts;
  private final FeedReader feeds;
  private final Source source;
  private final Set<String> requestNames = new HashSet<>();
  private final Set<String> tenantIds = new HashSet<>();

  MixReader(Fields root, Source source) {
    this.root = root;
    this.texts = new Texts(source.environment());
    this.feeds = new FeedReader(source);
    this.source = source;
  }

  Mix mix() {
    feeds.read(root.object("feeds"));
    Optional<RequestKey> usual = key(root);
    List<RequestTemplate> requests = root.filledList("requests", this::request);
    return new Mix(
        root.filledList("tenants", fields -> tenant(fields, usual)),
        requests,
        feeds.feeds(),
        feeds.tables());
  }

  /** What signs requests, under {@code sign}. */
  private Optional<RequestKey> key(Fields fields) {
    if (!fields.has("sign")) {
      return Optional.empty();
    }
    Fields sign = fields.object("sign").only("kid", "key");
    String kid = sign.requiredText("kid");
    if (!KID.matcher(kid).matches()) {
      sign.fault("kid", "1 to 128 visible ASCII characters without quotes and backslashes");
    }
    String file = sign.requiredText("key");
    Optional<RequestKey> key = RequestKey.of(kid, source.directory().resolve(file));
    if (key.isEmpty()) {
      sign.fault("key", RequestKey.EXPECTED);
    }
    return key;
  }

  private LoadTenant tenant(Fields fields, Optional<RequestKey> usual) {
    fields.only("id", "role", "weight", "requests", "expect", "sign");
    String id = fields.requiredText("id");
    if (!tenantIds.add(id)) {
      fields.fault("id", "an id that no other tenant has");
    }
    return new LoadTenant(
        id,
        fields.choice("role", Role.STEADY),
        fields.number("weight", WEIGHT, 1),
        requestsOf(fields),
        statuses(fields),
        fields.has("sign") ? key(fields) : usual);
  }

  /** The requests that a tenant sends, if not all. */
  private Map<String, Double> requestsOf(Fields fields) {
    Fields given = fields.object("requests").only(requestNames.toArray(String[]::new));
    var weights = new HashMap<String, Double>();
    given.keys().forEach(name -> weights.put(name, given.number(name, WEIGHT)));
    if (!weights.isEmpty() && weights.values().stream().allMatch(weight -> weight <= 0)) {
      fields.fault("requests", "at least one request with a weight above 0");
    }
    return weights;
  }

  private RequestTemplate request(Fields fields) {
    fields.only("name", "method", "path", "headers", "body", "weight", "expect", "check");
    String method = fields.text("method", "GET");
    if (!METHODS.contains(method)) {
      fields.fault("method", "one of " + String.join(", ", new TreeSet<>(METHODS)));
    }
    String name = fields.text("name", method + " " + fields.text("path", ""));
    if (!requestNames.add(name)) {
      fields.fault("name", "a name that no other request has");
    }
    return new RequestTemplate(
        name, fields.number("weight", WEIGHT, 1), method, shape(fields), statuses(fields));
  }

  private Shape shape(Fields fields) {
    Template path = path(fields);
    Map<String, Template> headers = headers(fields.object("headers"));
    Check check = new CheckReader(fields.object("check"), texts).check(feeds);
    var shape = new Shape(path, headers, body(fields), check);
    Set<String> fillable = feeds.fillable();
    for (String name : shape.placeholders()) {
      if (!fillable.contains(name) && !feeds.isBroken(name)) {
        String place = path.placeholders().contains(name) ? "path" : "";
        fields.fault(place, "${" + name + "}", "placeholders out of " + fillable);
      }
    }
    return shape;
  }

  private Template path(Fields fields) {
    String given = fields.requiredText("path");
    Template path = texts.template(fields, "path", given);
    if (!given.isEmpty() && !path.literals().get(0).startsWith("/")) {
      fields.fault("path", "a path that starts with /");
    } else if (!given.isEmpty() && !PATH.matcher(String.join("", path.literals())).matches()) {
      fields.fault(
          "path", "a path in ASCII without spaces, #, { and }, but for whole ${placeholders}");
    }
    return path;
  }

  private Map<String, Template> headers(Fields given) {
    var headers = new HashMap<String, Template>();
    for (String name : given.keys()) {
      Template value = texts.template(given, name, given.requiredText(name));
      if (!HEADER.matcher(name).matches()) {
        given.fault(name, "a name of a field: letters, digits and - without spaces");
      }
      if (!value.literals().stream().allMatch(text -> ONE_LINE.matcher(text).matches())) {
        given.fault(name, "one line without control characters");
      }
      headers.put(name, value);
    }
    return headers;
  }

  private Optional<Template> body(Fields fields) {
    JsonNode body = fields.node("body");
    if (body.isMissingNode()) {
      return Optional.empty();
    }
    String text = body.isTextual() ? body.textValue() : body.toString();
    return Optional.of(texts.template(fields, "body", text));
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
}
