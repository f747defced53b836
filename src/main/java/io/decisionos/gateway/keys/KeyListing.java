package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version of {@code keysets.yaml} with the material that lies beside it. Immutable.
 *
 * @param material what is at hand without a call, by place; of a KMS key what is to be decrypted
 * @param sources from which material may come
 */
public record KeyListing(
    Keysets listed, Map<MaterialPlace, Material> material, Set<Source> sources) {
  public static final KeyListing EMPTY = new KeyListing(Keysets.EMPTY, Map.of());

  public KeyListing {
    material = Map.copyOf(material);
    sources = Set.copyOf(sources);
  }

  /** One whose material may come from anywhere. */
  public KeyListing(Keysets listed, Map<MaterialPlace, Material> material) {
    this(listed, material, EnumSet.allOf(Source.class));
  }

  /**
   * The listing with those of the files and variables that it names.
   *
   * @param files what lies beside the list, by name
   */
  public static KeyListing of(
      Keysets listed, Map<String, Material> files, Function<String, Optional<String>> variables) {
    Map<MaterialPlace, Material> material = new HashMap<>();
    entries(listed)
        .flatMap(entry -> entry.place().stream())
        .distinct()
        .forEach(
            place -> {
              Optional<Material> found =
                  switch (place.source()) {
                    case FILE, KMS -> Optional.ofNullable(files.get(place.name()));
                    case ENV -> variables.apply(place.name()).map(KeyListing::variable);
                    case SSM -> Optional.empty();
                  };
              found.ifPresent(content -> material.put(place, content));
            });
    return new KeyListing(listed, material);
  }

  private static Material variable(String text) {
    return Material.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** This listing if material must come from one of the sources; none: from any. */
  public KeyListing onlyFrom(Set<Source> obligatory) {
    return obligatory.isEmpty() ? this : new KeyListing(listed, material, obligatory);
  }

  private static Stream<KeyEntry> entries(Keysets listed) {
    return listed.all().stream().flatMap(keyset -> keyset.keys().stream());
  }

  /** What is wrong with the list or with what should lie beside it. */
  public List<Fault> faults(Instant now) {
    Stream<Fault> places = entries(listed).flatMap(entry -> fault(entry, now).stream());
    Stream<Fault> keys = assemble(place -> Optional.empty(), now).faults().stream();
    return Stream.concat(places, keys).toList();
  }

  private Optional<Fault> fault(KeyEntry entry, Instant now) {
    if (entry.place().filter(place -> !sources.contains(place.source())).isPresent()) {
      String words = sources.stream().map(Source::word).sorted().collect(Collectors.joining(", "));
      return fault(entry, entry.place().get().source().word(), "one of keys.sources: " + words);
    }
    boolean counts = entry.lifetime().stateAt(now) != KeyState.RETIRED;
    return entry
        .place()
        .filter(place -> counts && place.source() == Source.KMS)
        .filter(place -> material.getOrDefault(place, Material.NONE).equals(Material.NONE))
        .flatMap(
            place ->
                fault(
                    entry,
                    place.name() + ", which is not there, empty or unreadable",
                    "a file with what KMS is to decrypt"));
  }

  private static Optional<Fault> fault(KeyEntry entry, String found, String expected) {
    return Optional.of(new Fault(Keysets.FILE, entry.line(), entry.path(), found, expected));
  }

  /** What has to be read from remote sources. */
  public List<RemotePlace> remote(Instant now) {
    return entries(listed)
        .filter(entry -> entry.lifetime().stateAt(now) != KeyState.RETIRED)
        .flatMap(entry -> entry.place().stream())
        .filter(place -> place.source().isRemote())
        .distinct()
        .map(place -> new RemotePlace(place, Optional.ofNullable(material.get(place))))
        .toList();
  }

  /** Whether material is what each key wants that is listed at a place. */
  public boolean fits(MaterialPlace place, Material found) {
    return listed.all().stream()
        .allMatch(
            keyset ->
                keyset.keys().stream()
                    .filter(entry -> entry.place().filter(place::equals).isPresent())
                    .allMatch(
                        entry ->
                            KeyParser.parse(found, keyset.purpose(), entry.algorithm())
                                .isPresent()));
  }

  /**
   * The keys.
   *
   * @param remote what has been had of remote sources
   */
  KeyBook.Outcome assemble(Materials remote, Instant now) {
    return KeyBook.assemble(
        listed,
        place ->
            place.source().isRemote() ? remote.at(place) : Optional.ofNullable(material.get(place)),
        now);
  }
}
