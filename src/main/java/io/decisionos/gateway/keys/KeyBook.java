package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is listed and what of it is at hand, at one time. Immutable, and swapped as a whole.
 *
 * @param rings the keys of each purpose
 */
public record KeyBook(Keysets listed, Map<Purpose, KeyRing> rings) {
  public static final KeyBook EMPTY = new KeyBook(Keysets.EMPTY, Map.of());

  public KeyBook {
    rings = Map.copyOf(rings);
  }

  /** What became of the list and the material together; with faults the book is incomplete. */
  public record Outcome(KeyBook book, List<Fault> faults) {}

  public KeyRing ring(Purpose purpose) {
    return rings.getOrDefault(purpose, KeyRing.EMPTY);
  }

  /** How many keys there are in each state, for people. */
  public String describe(Instant now) {
    Map<KeyState, Integer> counts = new EnumMap<>(KeyState.class);
    listed.all().stream()
        .flatMap(keyset -> keyset.keys().stream())
        .forEach(entry -> counts.merge(entry.lifetime().stateAt(now), 1, Integer::sum));
    return Arrays.stream(KeyState.values())
        .map(state -> state.word() + "=" + counts.getOrDefault(state, 0))
        .collect(Collectors.joining(" "));
  }

  /** Whether there is such a key, at hand or not. */
  public boolean lists(KeyId id) {
    return listed
        .of(id.purpose())
        .flatMap(keyset -> keyset.keys().stream())
        .anyMatch(entry -> entry.kid().equals(id.kid()));
  }

  /** A key whose material is at hand. */
  public Optional<Key> key(KeyId id) {
    return Optional.ofNullable(ring(id.purpose()).keys().get(id.kid()));
  }

  /**
   * Takes the keys out of their material. What should be there and is not is a fault of the list.
   *
   * @param now a key that is retired by then needs no material
   */
  public static Outcome assemble(Keysets listed, Materials materials, Instant now) {
    Map<Purpose, KeyRing> rings = new EnumMap<>(Purpose.class);
    List<Fault> faults = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      rings.put(purpose, ring(listed, purpose, new Assembly(materials, now, faults)));
    }
    return new Outcome(new KeyBook(listed, rings), List.copyOf(faults));
  }

  /** What every key is taken out of. */
  private record Assembly(Materials materials, Instant now, List<Fault> faults) {}

  private static KeyRing ring(Keysets listed, Purpose purpose, Assembly assembly) {
    Map<String, Key> keys = new HashMap<>();
    Set<String> retired = new HashSet<>();
    Set<String> unloaded = new HashSet<>();
    for (Keyset keyset : listed.of(purpose).toList()) {
      for (KeyEntry entry : keyset.keys()) {
        if (entry.lifetime().stateAt(assembly.now()) == KeyState.RETIRED) {
          retired.add(entry.kid());
          continue;
        }
        key(keyset, entry, assembly)
            .ifPresentOrElse(key -> keys.put(entry.kid(), key), () -> unloaded.add(entry.kid()));
      }
    }
    return new KeyRing(keys, retired, unloaded);
  }

  private static Optional<Key> key(Keyset keyset, KeyEntry entry, Assembly assembly) {
    MaterialPlace place = entry.place().orElseThrow();
    Optional<Material> material = assembly.materials().at(place);
    Optional<Key> key =
        material
            .flatMap(found -> KeyParser.parse(found, keyset.purpose(), entry.algorithm()))
            .map(
                text ->
                    new Key(
                        new KeyId(keyset.purpose(), entry.kid()),
                        entry.algorithm(),
                        entry.lifetime(),
                        keyset.reach(),
                        text));
    // What a remote source does not have at the moment is no fault of the list.
    if (key.isEmpty() && !place.source().isRemote()) {
      assembly.faults().add(fault(keyset.purpose(), entry, material.isPresent()));
    }
    return key;
  }

  private static Fault fault(Purpose purpose, KeyEntry entry, boolean exists) {
    MaterialPlace place = entry.place().orElseThrow();
    return new Fault(
        Keysets.FILE,
        entry.line(),
        entry.path(),
        place.name() + (exists ? ", which holds another thing" : missing(place)),
        where(place) + KeyParser.expectation(purpose, entry.algorithm()));
  }

  private static String missing(MaterialPlace place) {
    return place.source() == Source.ENV ? ", which is not set" : ", which is not there";
  }

  private static String where(MaterialPlace place) {
    return place.source() == Source.ENV ? "a variable with " : "a file with ";
  }
}
