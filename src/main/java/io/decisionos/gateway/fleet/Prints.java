package io.decisionos.gateway.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.text.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a gateway has read, as digests to compare with those of others: one of everything, one for
 * each of a fixed number of rooms among which the files are spread, and those of the files. What is
 * told at each beat has one size, however many files there are; only of rooms that differ are the
 * files told. Immutable.
 *
 * @param files the digest of each file, by its name
 * @param rooms the digest of each room
 */
record Prints(SortedMap<String, String> files, List<String> rooms) {
  /** How many rooms there are. */
  static final int ROOMS = 64;

  /** The hex digits of a digest. */
  static final int DIGITS = 8;

  private static final int MOST_FILES = 1000;

  static Prints of(Map<String, String> files) {
    var sorted = new TreeMap<>(files);
    var digests = new ArrayList<MessageDigest>();
    for (int i = 0; i < ROOMS; i++) {
      digests.add(Sha256.newDigest());
    }
    sorted.forEach(
        (file, digest) ->
            digests.get(roomOf(file)).update((file + '\0' + digest + '\n').getBytes(UTF_8)));
    return new Prints(
        sorted,
        digests.stream()
            .map(digest -> HexFormat.of().formatHex(digest.digest(), 0, DIGITS / 2))
            .toList());
  }

  /** Everything in one digest. */
  String fingerprint() {
    return Sha256.hex(String.join("", rooms).getBytes(UTF_8)).substring(0, 2 * DIGITS);
  }

  /** The room of a file. */
  static int roomOf(String file) {
    return Math.floorMod(file.hashCode(), ROOMS);
  }

  /** The files of these rooms, room by room for as long as there are not too many. */
  Map<Integer, Map<String, String>> told(Set<Integer> wanted) {
    Map<Integer, Map<String, String>> byRoom =
        files.entrySet().stream()
            .filter(file -> wanted.contains(roomOf(file.getKey())))
            .collect(
                Collectors.groupingBy(
                    file -> roomOf(file.getKey()),
                    TreeMap::new,
                    Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    wanted.forEach(room -> byRoom.putIfAbsent(room, Map.of()));
    int count = 0;
    var told = new TreeMap<Integer, Map<String, String>>();
    for (var room : byRoom.entrySet()) {
      count += room.getValue().size();
      if (count <= MOST_FILES) {
        told.put(room.getKey(), room.getValue());
      }
    }
    return told;
  }
}
