package io.decisionos.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Twenty keysets whose keys follow each other: of fifteen an operator declares the states, edit by
 * edit; of five each key has its times from the start. Half are for tokens, half for requests. For
 * one thread, but for {@link #any}.
 */
final class RotatingKeysets {
  private static final int KEYSETS = 20;
  private static final int TIMED = 5;
  private static final int KEPT = 6;
  private static final Duration AHEAD = Duration.ofMillis(1500);

  private final Duration apart;
  private final List<List<RotatingKey>> keys = new ArrayList<>();
  private List<String> gone = new ArrayList<>();
  private int edits;
  private volatile List<RotatingKey> known = List.of();

  /** A key that has changed, and what its requests must get by now. */
  record Probe(RotatingKey key, int status) {
    @Override
    public String toString() {
      return key.kid() + " -> " + status;
    }
  }

  RotatingKeysets(Duration apart) {
    this.apart = apart;
    for (int i = 0; i < KEYSETS; i++) {
      keys.add(new ArrayList<>());
    }
    // One in use and one that follows it.
    declared(list -> list.add(fresh(list)));
    next();
    confirm();
  }

  private static boolean isTimed(int keyset) {
    return keyset < TIMED;
  }

  private void declared(Consumer<List<RotatingKey>> change) {
    keys.subList(TIMED, KEYSETS).forEach(change);
  }

  private RotatingKey fresh(List<RotatingKey> list) {
    // By identity: two lists that are empty are equal.
    int keyset = 0;
    while (keys.get(keyset) != list) {
      keyset++;
    }
    Optional<Instant> begins =
        isTimed(keyset) ? Optional.of(Instant.now().plus(AHEAD)) : Optional.empty();
    var key = new RotatingKey("k" + keyset + "-" + edits, keyset % 2 == 0, begins);
    key.closedUntil = isTimed(keyset) ? 0 : Long.MAX_VALUE;
    return key;
  }

  /** Moves every keyset on by one key. */
  void next() {
    edits++;
    long now = System.currentTimeMillis();
    keys.forEach(list -> list.add(fresh(list)));
    declared(
        list -> {
          at(list, 1).forEach(key -> key.closedUntil = now);
          at(list, 3).forEach(key -> key.openUntil = now);
        });
  }

  /** The key so many places from the end; none if there are fewer. */
  private static Stream<RotatingKey> at(List<RotatingKey> list, int fromEnd) {
    int index = list.size() - 1 - fromEnd;
    return index < 0 ? Stream.empty() : Stream.of(list.get(index));
  }

  /** How many keys have followed another so far. */
  int rotations() {
    return edits * KEYSETS;
  }

  /** The material that is new with this edit, by file. */
  Map<String, String> files() {
    var files = new HashMap<String, String>();
    for (List<RotatingKey> list : keys) {
      list.subList(Math.max(0, list.size() - 2), list.size())
          .forEach(key -> files.put(key.file(), key.text()));
    }
    return files;
  }

  /** The text of the list. */
  String list() {
    var text = new StringBuilder("keysets:\n");
    for (int i = 0; i < KEYSETS; i++) {
      boolean requests = i % 2 == 0;
      text.append("  - name: s" + i + "\n    purpose: " + (requests ? "requests" : "tokens"));
      text.append(requests ? "\n    scopes: \"ops:read store:write\"\n" : "\n");
      text.append("    keys:\n");
      List<RotatingKey> list = keys.get(i);
      if (isTimed(i)) {
        list.forEach(key -> text.append(key.timedEntry()));
      } else {
        at(list, 0).forEach(key -> text.append(key.entry("pending")));
        at(list, 1).forEach(key -> text.append(key.entry("active")));
        at(list, 2).forEach(key -> text.append(key.entry("grace")));
        at(list, 3).forEach(key -> text.append(key.entry("retired")));
      }
    }
    return text.toString();
  }

  /** What has changed with this edit, of each purpose. */
  List<Probe> probes() {
    return keys.subList(KEYSETS - 2, KEYSETS).stream()
        .flatMap(
            list ->
                Stream.concat(
                    at(list, 1).map(key -> new Probe(key, 200)),
                    at(list, 3).map(key -> new Probe(key, 401))))
        .toList();
  }

  /** The edit is in force everywhere. */
  void confirm() {
    long now = System.currentTimeMillis();
    declared(
        list -> {
          at(list, 1).forEach(key -> key.openFrom = Math.min(key.openFrom, now));
          at(list, 3).forEach(key -> key.closedFrom = Math.min(key.closedFrom, now));
        });
    keys.subList(0, TIMED)
        .forEach(
            list ->
                at(list, 0)
                    .forEach(
                        key -> {
                          key.counts(apart);
                          key.openFrom = Math.max(key.openFrom, now);
                        }));
    gone = new ArrayList<>();
    keys.subList(0, TIMED).forEach(list -> let(list, key -> key.isOver(now)));
    declared(list -> let(list, key -> list.indexOf(key) < list.size() - KEPT));
    known = keys.stream().flatMap(List::stream).toList();
  }

  private void let(List<RotatingKey> list, Predicate<RotatingKey> over) {
    List<RotatingKey> leaving = list.stream().filter(over).toList();
    leaving.forEach(key -> gone.add(key.file()));
    list.removeAll(leaving);
  }

  /** The files that nobody names any more. */
  List<String> gone() {
    return gone;
  }

  /** Any of the keys that are new, in use, or just retired; from any thread. */
  RotatingKey any(ThreadLocalRandom chance) {
    List<RotatingKey> now = known;
    return now.get(chance.nextInt(now.size()));
  }
}
