package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.count.CountBook.Filed;
import io.decisionos.gateway.cards.follow.FilePlace;
import io.decisionos.gateway.cards.follow.KnownPlaces;
import io.decisionos.gateway.cards.log.EventSegments.Position;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far a tenant's log is counted in files, so that a start need not read it from its beginning.
 *
 * @param position up to which everything is counted
 * @param topic by partition: the offset of the last record that is counted
 */
record Checkpoint(
    Position position,
    Filed counts,
    List<Receipt> receipts,
    KnownPlaces followed,
    Map<Integer, Long> topic) {
  static final Checkpoint NONE =
      new Checkpoint(Position.START, Filed.NOTHING, List.of(), KnownPlaces.NONE, Map.of());

  Checkpoint {
    topic = Map.copyOf(topic);
  }

  String encode() {
    var places = new JsonObject();
    topic.forEach((partition, offset) -> places.put(partition.toString(), offset));
    return new JsonObject()
        .put("segment", position.segment())
        .put("offset", position.offset())
        .put("version", counts.version())
        .put("names", new JsonArray(counts.names()))
        .put("runs", new JsonArray(counts.runs()))
        .put("receipts", array(receipts, Checkpoint::json))
        .put("followed", array(followed.all(), Checkpoint::json))
        .put("bad_lines", followed.bad())
        .put("topic", places)
        .encode();
  }

  private static <T> JsonArray array(Collection<T> values, Function<T, JsonObject> json) {
    return new JsonArray(values.stream().map(json).toList());
  }

  private static JsonObject json(Receipt receipt) {
    return new JsonObject()
        .put("key", receipt.key())
        .put("body", receipt.body())
        .put("events", receipt.events())
        .put("millis", receipt.millis());
  }

  private static JsonObject json(FilePlace file) {
    return new JsonObject()
        .put("name", file.name())
        .put("inode", file.inode())
        .put("offset", file.offset())
        .put("head", file.head())
        .put("tail", file.tail())
        .put("skipping", file.skipping())
        .put("bad", file.bad());
  }

  /** The checkpoint in a text; empty if there is none. */
  static Optional<Checkpoint> decode(String text) {
    try {
      var json = new JsonObject(text);
      return Optional.of(
          new Checkpoint(
              new Position(json.getString("segment"), json.getLong("offset")),
              counts(json),
              objects(json, "receipts").map(Checkpoint::receipt).toList(),
              KnownPlaces.of(
                  objects(json, "followed").map(Checkpoint::followed).toList(),
                  json.getLong("bad_lines")),
              topic(json.getJsonObject("topic", new JsonObject()))));
    } catch (DecodeException
        | ClassCastException
        | NullPointerException
        | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Filed counts(JsonObject json) {
    return new Filed(json.getLong("version"), texts(json, "names"), texts(json, "runs"));
  }

  private static List<String> texts(JsonObject json, String key) {
    return json.getJsonArray(key).stream().map(String.class::cast).toList();
  }

  private static Map<Integer, Long> topic(JsonObject json) {
    return json.fieldNames().stream().collect(Collectors.toMap(Integer::valueOf, json::getLong));
  }

  private static Stream<JsonObject> objects(JsonObject json, String key) {
    JsonArray array = json.getJsonArray(key);
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject);
  }

  private static Receipt receipt(JsonObject json) {
    return new Receipt(
        json.getString("key"),
        json.getString("body"),
        json.getInteger("events"),
        json.getLong("millis"));
  }

  private static FilePlace followed(JsonObject json) {
    return new FilePlace(
        json.getString("name"),
        json.getLong("inode"),
        json.getLong("offset"),
        json.getInteger("head"),
        json.getInteger("tail"),
        json.getBoolean("skipping"),
        json.getLong("bad"));
  }
}
