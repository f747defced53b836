package io.decisionos.gateway.cards.log;

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
 * @param version see {@link ReasonCounts#version}
 * @param names of the reasons, in the order of their numbers
 * @param runs names of the files
 * @param topic by partition: the offset of the last record that is counted
 */
record Checkpoint(
    Position position,
    long version,
    List<String> names,
    List<String> runs,
    List<Receipt> receipts,
    FollowedFiles followed,
    Map<Integer, Long> topic) {
  static final Checkpoint NONE =
      new Checkpoint(
          Position.START, 0, List.of(), List.of(), List.of(), FollowedFiles.NONE, Map.of());

  Checkpoint {
    topic = Map.copyOf(topic);
  }

  String encode() {
    var places = new JsonObject();
    topic.forEach((partition, offset) -> places.put(partition.toString(), offset));
    return new JsonObject()
        .put("segment", position.segment())
        .put("offset", position.offset())
        .put("version", version)
        .put("names", new JsonArray(names))
        .put("runs", new JsonArray(runs))
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

  private static JsonObject json(Followed file) {
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
              json.getLong("version"),
              json.getJsonArray("names").stream().map(String.class::cast).toList(),
              json.getJsonArray("runs").stream().map(String.class::cast).toList(),
              objects(json, "receipts").map(Checkpoint::receipt).toList(),
              FollowedFiles.of(
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

  private static Followed followed(JsonObject json) {
    return new Followed(
        json.getString("name"),
        json.getLong("inode"),
        json.getLong("offset"),
        json.getInteger("head"),
        json.getInteger("tail"),
        json.getBoolean("skipping"),
        json.getLong("bad"));
  }
}
