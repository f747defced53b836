package io.decisionos.gateway.alerts.book;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a desk takes from run to run, as JSON. Pure. */
public final class DeskStateJson {
  private static final int VERSION = 1;

  private DeskStateJson() {}

  /** The state as it is written down. */
  public static JsonObject of(DeskState state) {
    // Alerts are named by their place in the list, as their labels may be long.
    Map<AlertLabels, Integer> places = new HashMap<>();
    var alerts = new JsonArray();
    for (Alert alert : state.alerts()) {
      places.put(alert.labels(), alerts.size());
      alerts.add(json(alert));
    }
    var groups = new JsonArray();
    state.lastTold().forEach((key, at) -> groups.add(json(key).put("told", at.toString())));
    var silences = new JsonArray();
    state.silences().forEach(silence -> silences.add(json(silence)));
    var heads = new JsonObject();
    state.heads().forEach((head, count) -> heads.put(head.name(), count));
    return new JsonObject()
        .put("version", VERSION)
        .put("alerts", alerts)
        .put("told", told(state, places))
        .put("groups", groups)
        .put("silences", silences)
        .put("sent", sent(state))
        .put("heads", heads);
  }

  /**
   * What each receiver knows: the place of the alert, when it was told, whether that is sure, and
   * the id of a message without an answer.
   */
  private static JsonObject told(DeskState state, Map<AlertLabels, Integer> places) {
    var told = new JsonObject();
    state
        .told()
        .forEach(
            (receiver, marks) -> {
              var list = new JsonArray();
              marks.forEach(
                  (labels, mark) -> {
                    if (places.containsKey(labels)) {
                      list.add(
                          new JsonArray()
                              .add(places.get(labels))
                              .add(mark.at().toString())
                              .add(mark.sure())
                              .add(mark.message().orElse(null)));
                    }
                  });
              told.put(receiver, list);
            });
    return told;
  }

  private static JsonObject sent(DeskState state) {
    var sent = new JsonObject();
    state
        .sent()
        .forEach(
            (receiver, times) ->
                sent.put(receiver, new JsonArray(times.stream().map(Instant::toString).toList())));
    return sent;
  }

  private static JsonObject json(Alert alert) {
    return new JsonObject()
        .put("labels", json(alert.labels().values()))
        .put("since", alert.since().toString())
        .put("ended", alert.ended().map(Instant::toString).orElse(null))
        .put("value", Double.isFinite(alert.value()) ? alert.value() : 0)
        .put("what", alert.what());
  }

  static JsonObject json(GroupKey key) {
    return new JsonObject()
        .put("route", key.route())
        .put("receiver", key.receiver())
        .put("labels", json(key.labels()));
  }

  /** A silence as operators are shown it. */
  public static JsonObject json(Silence silence) {
    return new JsonObject()
        .put("id", silence.id())
        .put("match", json(silence.match()))
        .put("from", silence.from().toString())
        .put("until", silence.until().toString())
        .put("comment", silence.comment())
        .put("by", silence.by());
  }

  static JsonObject json(Map<String, String> texts) {
    var json = new JsonObject();
    new TreeMap<>(texts).forEach(json::put);
    return json;
  }

  /**
   * The state that a text of ours holds.
   *
   * @throws RuntimeException if it is none
   */
  public static DeskState read(JsonObject json) {
    if (json.getInteger("version") != VERSION) {
      throw new IllegalArgumentException("version " + json.getValue("version"));
    }
    List<Alert> alerts = objects(json, "alerts").stream().map(DeskStateJson::alert).toList();
    var told = new HashMap<String, Map<AlertLabels, Told.Mark>>();
    json.getJsonObject("told")
        .forEach(entry -> told.put(entry.getKey(), marks((JsonArray) entry.getValue(), alerts)));
    var groups = new HashMap<GroupKey, Instant>();
    for (JsonObject group : objects(json, "groups")) {
      groups.put(key(group), Instant.parse(group.getString("told")));
    }
    var sent = new HashMap<String, List<Instant>>();
    json.getJsonObject("sent")
        .forEach(entry -> sent.put(entry.getKey(), times((JsonArray) entry.getValue())));
    var heads = new HashMap<Ledger.Head, Long>();
    JsonObject counts = json.getJsonObject("heads");
    counts.fieldNames().forEach(n -> heads.put(Ledger.Head.valueOf(n), counts.getLong(n)));
    return new DeskState(
        alerts,
        told,
        groups,
        objects(json, "silences").stream().map(DeskStateJson::silence).toList(),
        sent,
        heads);
  }

  private static List<JsonObject> objects(JsonObject json, String key) {
    return json.getJsonArray(key).stream().map(JsonObject.class::cast).toList();
  }

  private static Alert alert(JsonObject json) {
    return new Alert(
        AlertLabels.of(texts(json.getJsonObject("labels"))),
        Instant.parse(json.getString("since")),
        Optional.ofNullable(json.getString("ended")).map(Instant::parse),
        json.getDouble("value"),
        json.getString("what"));
  }

  private static Map<AlertLabels, Told.Mark> marks(JsonArray list, List<Alert> alerts) {
    var marks = new HashMap<AlertLabels, Told.Mark>();
    for (int i = 0; i < list.size(); i++) {
      JsonArray mark = list.getJsonArray(i);
      marks.put(
          alerts.get(mark.getInteger(0)).labels(),
          new Told.Mark(
              Instant.parse(mark.getString(1)),
              mark.getBoolean(2),
              // An earlier version has written three.
              mark.size() > 3 ? Optional.ofNullable(mark.getString(3)) : Optional.empty()));
    }
    return marks;
  }

  static GroupKey key(JsonObject json) {
    return new GroupKey(
        json.getString("route"), json.getString("receiver"), texts(json.getJsonObject("labels")));
  }

  static Silence silence(JsonObject json) {
    return new Silence(
        json.getString("id"),
        texts(json.getJsonObject("match")),
        Instant.parse(json.getString("from")),
        Instant.parse(json.getString("until")),
        json.getString("comment"),
        json.getString("by"));
  }

  static List<Instant> times(JsonArray list) {
    var times = new ArrayList<Instant>();
    list.forEach(time -> times.add(Instant.parse((String) time)));
    return times;
  }

  static Map<String, String> texts(JsonObject json) {
    var texts = new HashMap<String, String>();
    json.forEach(entry -> texts.put(entry.getKey(), (String) entry.getValue()));
    return texts;
  }
}
