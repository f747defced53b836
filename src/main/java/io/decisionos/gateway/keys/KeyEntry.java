package io.decisionos.gateway.keys;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A key as it is listed. Immutable.
 *
 * @param kid how messages name it
 * @param place where its material is; empty for a retired one whose material is gone
 * @param path where the material is named, for faults
 * @param line likewise
 */
public record KeyEntry(
    String kid,
    Algorithm algorithm,
    Lifetime lifetime,
    Optional<MaterialPlace> place,
    String path,
    OptionalInt line) {}
