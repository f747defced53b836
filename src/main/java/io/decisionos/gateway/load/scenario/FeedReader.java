package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what fills the placeholders of requests. */
final class FeedReader {

  private static final String COUNTER =
      "a text that is not blank, such as \"id-\": each value begins with it and ends in a number";

  private final Source source;
  private final Map<String, Feed.Source> feeds = new HashMap<>();
  private final Map<String, Table> tables = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  FeedReader(Source source) {
    this.source = source;
  }

  void read(Fields all) {
    for (String name : all.keys()) {
      Fields fields = all.object(name);
      fields.only("values", "order", "counter", "clock", "csv", "jsonl");
      if (fields.has("csv") || fields.has("jsonl")) {
        table(name, fields);
      } else {
        feeds.put(name, feed(fields));
      }
    }
  }

  Map<String, Feed.Source> feeds() {
    return feeds;
  }

  Map<String, Table> tables() {
    return tables;
  }

  /** The names of all placeholders that can be filled. */
  Set<String> fillable() {
    var all = new TreeSet<>(columns());
    all.addAll(feeds.keySet());
    return all;
  }

  /** Those of them that have one value for a whole request. */
  Set<String> columns() {
    var all = new TreeSet<>(Set.of("tenant"));
    tables.forEach(
        (name, table) -> table.columns().forEach(column -> all.add(name + "." + column)));
    return all;
  }

  /** Whether a placeholder is of a file that could not be read, which is a fault already. */
  boolean isBroken(String placeholder) {
    return broken.contains(placeholder.replaceFirst("\\..*", ""));
  }

  private void table(String name, Fields fields) {
    String kind = fields.has("csv") ? "csv" : "jsonl";
    boolean random = random(fields);
    try {
      var file = source.directory().resolve(fields.requiredText(kind));
      tables.put(
          name,
          kind.equals("csv") ? TableFile.csv(file, random) : TableFile.jsonLines(file, random));
    } catch (TableFile.Unusable wrong) {
      fields.fault(kind, wrong.getMessage(), wrong.expected());
      broken.add(name);
    }
  }

  private static Feed.Source feed(Fields fields) {
    if (fields.has("clock")) {
      return new Feed.Clock(fields.choice("clock", Feed.Clock.Form.UNIX_MS));
    }
    if (fields.has("counter")) {
      return new Feed.Counter(fields.requiredText("counter", COUNTER));
    }
    List<String> values = values(fields);
    return random(fields) ? new Feed.AtRandom(values) : new Feed.InTurn(values);
  }

  private static boolean random(Fields fields) {
    return fields.choice("order", Order.TURN) == Order.RANDOM;
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
