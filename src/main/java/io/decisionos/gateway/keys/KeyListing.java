package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Fault;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A version of {@code keysets.yaml} with the material that lies beside it. Immutable.
 *
 * @param material what is at hand without a call, by place; of a KMS key what is to be decrypted
 */
public record KeyListing(Keysets listed, Map<MaterialPlace, Material> material) {
  public static final KeyListing EMPTY = new KeyListing(Keysets.EMPTY, Map.of());

  public KeyListing {
    material = Map.copyOf(material);
  }

  /**
   * The listing with those of the files and variables that it names.
   *
   * @param files what lies beside the list, by name
   */
  public static KeyListing of(
      Keysets listed, Map<String, Material> files, Function<String, Optional<String>> variables) {
    Map<MaterialPlace, Material> material = new HashMap<>();
    for (MaterialPlace place : places(listed).toList()) {
      Optional<Material> found =
          switch (place.source()) {
            case FILE, KMS -> Optional.ofNullable(files.get(place.name()));
            case ENV -> variables.apply(place.name()).map(Material::new);
            case SSM -> Optional.empty();
          };
      found.ifPresent(content -> material.put(place, content));
    }
    return new KeyListing(listed, material);
  }

  private static Stream<MaterialPlace> places(Keysets listed) {
    return listed.all().stream()
        .flatMap(keyset -> keyset.keys().stream())
        .flatMap(entry -> entry.place().stream())
        .distinct();
  }

  /** What is wrong with the list or with what should lie beside it. */
  public List<Fault> faults(Instant now) {
    return assemble(place -> Optional.empty(), now).faults();
  }

  /** The keys whose material is at hand without a call, for whoever has no gateway. */
  public KeyBook book(Instant now) {
    return assemble(place -> Optional.empty(), now).book();
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
