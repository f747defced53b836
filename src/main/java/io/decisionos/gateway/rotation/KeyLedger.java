package io.decisionos.gateway.rotation;

import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyBook;
import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyFingerprint;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Keyset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which state each key was in when it was last looked at, and so tells what has changed.
 * One writer; readable from any thread.
 */
final class KeyLedger {
  private static final String GONE = "gone";
  private static final String NEW = "new";

  private final KeyFingerprint fingerprints;
  private volatile Map<KeyId, Line> lines = Map.of();
  private boolean begun;

  KeyLedger(KeyFingerprint fingerprints) {
    this.fingerprints = fingerprints;
  }

  /**
   * A key when it was last looked at.
   *
   * @param since when it was first seen in this state
   * @param fingerprint as last known: a retired key's material need not be there any more
   */
  private record Line(
      String keyset, KeyState state, Instant since, Optional<Key> key, String fingerprint) {}

  /** Since when a key has been seen in its state; empty before the first look. */
  Optional<Instant> since(KeyId id) {
    return Optional.ofNullable(lines.get(id)).map(Line::since);
  }

  /** The fingerprint of a key; empty if its material was never at hand. */
  Optional<String> fingerprint(KeyId id) {
    return Optional.ofNullable(lines.get(id)).map(Line::fingerprint).filter(f -> !f.isEmpty());
  }

  /** Looks at all keys; tells in words what has changed since the last look, the first aside. */
  List<String> look(KeyBook book, Instant now) {
    Map<KeyId, Line> before = lines;
    Map<KeyId, Line> after = new LinkedHashMap<>();
    for (Keyset keyset : book.listed().all()) {
      for (KeyEntry entry : keyset.keys()) {
        var id = new KeyId(keyset.purpose(), entry.kid());
        after.put(id, line(keyset, entry, book.key(id), before.get(id), now));
      }
    }
    List<String> changes = begun ? changes(before, after) : List.of();
    begun = true;
    lines = Map.copyOf(after);
    return changes;
  }

  private Line line(Keyset keyset, KeyEntry entry, Optional<Key> key, Line before, Instant now) {
    KeyState state = entry.lifetime().stateAt(now);
    Instant since = before != null && before.state() == state ? before.since() : now;
    if (key.isEmpty()) {
      String known = before == null ? "" : before.fingerprint();
      return new Line(keyset.name(), state, since, key, known);
    }
    boolean known = before != null && before.key().filter(key.get()::isSameAs).isPresent();
    String fingerprint = known ? before.fingerprint() : fingerprints.of(key.get());
    return new Line(keyset.name(), state, since, key, fingerprint);
  }

  private static List<String> changes(Map<KeyId, Line> before, Map<KeyId, Line> after) {
    var changes = new ArrayList<String>();
    after.forEach(
        (id, line) -> {
          Line was = before.get(id);
          String from = was == null ? NEW : was.state().word();
          boolean other = was != null && !was.fingerprint().equals(line.fingerprint());
          if (was == null || was.state() != line.state() || other) {
            changes.add(words(id, line, from, line.state().word()));
          }
        });
    before.forEach(
        (id, line) -> {
          if (!after.containsKey(id)) {
            changes.add(words(id, line, line.state().word(), GONE));
          }
        });
    return changes;
  }

  private static String words(KeyId id, Line line, String from, String to) {
    String fingerprint = line.fingerprint().isEmpty() ? "none" : line.fingerprint();
    return id.purpose().word()
        + (" keyset=" + line.keyset() + " kid=" + id.kid())
        + (" " + from + " -> " + to + " fingerprint=" + fingerprint);
  }
}
