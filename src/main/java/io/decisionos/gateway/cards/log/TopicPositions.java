package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.disk.Durable;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How far this gateway has read the topic, and by which name it is known there. Lies behind the
 * copy at times, never before it; what is then read again is known by its place. For one thread.
 */
final class TopicPositions {
  private static final String GATEWAY = "gateway";
  private static final String NEXT = "next";

  private final Path file;
  private final String gateway;
  private final Map<Integer, Long> next = new HashMap<>();
  private boolean changed;

  private TopicPositions(Path file, String gateway) {
    this.file = file;
    this.gateway = gateway;
  }

  /** Takes up what the last run left; without that the topic is read from its beginning. */
  static TopicPositions open(Path folder) throws IOException {
    Path file = Durable.folder(folder).resolve("positions.json");
    Optional<JsonObject> kept = read(file);
    String gateway =
        kept.map(json -> json.getString(GATEWAY)).orElseGet(() -> UUID.randomUUID().toString());
    var positions = new TopicPositions(file, gateway);
    kept.map(json -> json.getJsonObject(NEXT))
        .ifPresent(
            json ->
                json.fieldNames()
                    .forEach(
                        name -> positions.next.put(Integer.valueOf(name), json.getLong(name))));
    if (kept.isEmpty()) {
      positions.changed = true;
      positions.write();
    }
    return positions;
  }

  private static Optional<JsonObject> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JsonObject(Files.readString(file)));
    } catch (DecodeException e) {
      throw new IOException(file + ": found no JSON, expected what the gateway wrote", e);
    }
  }

  String gateway() {
    return gateway;
  }

  Map<Integer, Long> all() {
    return Map.copyOf(next);
  }

  /** A record is in the copy, and so is all before it in its partition. */
  void passed(TopicPlace place) {
    if (next.merge(place.partition(), place.offset() + 1, Math::max) == place.offset() + 1) {
      changed = true;
    }
  }

  void write() throws IOException {
    if (!changed) {
      return;
    }
    changed = false;
    var json = new JsonObject();
    next.forEach((partition, offset) -> json.put(partition.toString(), offset));
    Durable.write(file, new JsonObject().put(GATEWAY, gateway).put(NEXT, json).encode() + "\n");
  }
}
