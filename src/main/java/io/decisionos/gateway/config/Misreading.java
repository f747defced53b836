package io.decisionos.gateway.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What is wrong with a value that does not read as its key wants it; if its quotes alone are, or
 * that it has none, it says so. Pure.
 */
final class Misreading {
  private Misreading() {}

  /**
   * The fault.
   *
   * @param parse reads a value as the key wants it
   */
  static <T> Fault of(
      Place place, YamlNode node, String expected, Function<YamlNode, Optional<T>> parse) {
    if (node instanceof YamlScalar scalar) {
      boolean quoted = scalar.kind() == YamlScalar.Kind.STRING;
      YamlScalar other = requoted(scalar, quoted);
      if (parse.apply(other).isPresent()) {
        String found = scalar.describe() + " (" + scalar.kind().words() + ")";
        String change = quoted ? "remove the quotes" : "put quotes around it";
        return place.fault(found, (quoted ? other.kind().words() : expected) + ": " + change);
      }
    }
    return place.fault(node.describe(), expected);
  }

  private static YamlScalar requoted(YamlScalar scalar, boolean quoted) {
    return quoted
        ? YamlTreeBuilder.typed(scalar.line(), scalar.text(), true)
        : new YamlScalar(scalar.line(), YamlScalar.Kind.STRING, scalar.text());
  }

  /** Where a value stands. */
  record Place(String file, OptionalInt line, String path) {
    Fault fault(String found, String expected) {
      return new Fault(file, line, path, found, expected);
    }
  }
}
