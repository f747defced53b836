package io.decisionos.gateway.fleet;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a gateway says of itself at each beat. Immutable.
 *
 * @param instance names this run of the gateway
 * @param addresses of its listeners, by listener
 * @param started when, as text of RFC 3339
 * @param fingerprint of everything that it has read
 * @param rooms the digest of each room of its files
 * @param told the digests of the files of rooms that differ from those of another gateway
 */
record Beat(
    String instance,
    String name,
    String version,
    Map<String, String> addresses,
    String started,
    boolean draining,
    long generation,
    String fingerprint,
    List<String> rooms,
    Map<Integer, Map<String, String>> told) {

  /** As it is shown to others. */
  String encode() {
    var files = new JsonObject();
    told.forEach(
        (room, of) -> files.put(room.toString(), new JsonObject(new TreeMap<String, Object>(of))));
    return new JsonObject()
        .put("name", name)
        .put("version", version)
        .put("addresses", new JsonObject(new TreeMap<String, Object>(addresses)))
        .put("started", started)
        .put("draining", draining)
        .put("generation", generation)
        .put("fingerprint", fingerprint)
        .put("rooms", String.join("", rooms))
        .put("told", files)
        .encode();
  }

  /** What another one shows; empty if it is none that this version understands. */
  static Optional<Beat> decode(String instance, String document) {
    try {
      var json = new JsonObject(document);
      return Optional.of(
          new Beat(
              instance,
              json.getString("name", instance),
              json.getString("version", ""),
              texts(json.getJsonObject("addresses", new JsonObject())),
              json.getString("started", ""),
              json.getBoolean("draining", false),
              json.getLong("generation", 0L),
              json.getString("fingerprint", ""),
              rooms(json.getString("rooms", "")),
              told(json.getJsonObject("told", new JsonObject()))));
    } catch (DecodeException | ClassCastException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> texts(JsonObject json) {
    var texts = new TreeMap<String, String>();
    json.forEach(entry -> texts.put(entry.getKey(), (String) entry.getValue()));
    return texts;
  }

  private static List<String> rooms(String digits) {
    var rooms = new ArrayList<String>();
    for (int i = 0; i + Prints.DIGITS <= digits.length(); i += Prints.DIGITS) {
      rooms.add(digits.substring(i, i + Prints.DIGITS));
    }
    // Another number of rooms is of another version, and cannot be compared.
    return rooms.size() == Prints.ROOMS ? rooms : List.of();
  }

  private static Map<Integer, Map<String, String>> told(JsonObject json) {
    var told = new TreeMap<Integer, Map<String, String>>();
    json.forEach(
        room -> told.put(Integer.valueOf(room.getKey()), texts((JsonObject) room.getValue())));
    return told;
  }
}
