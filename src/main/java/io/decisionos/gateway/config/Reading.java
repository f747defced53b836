package io.decisionos.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One pass over one document, which all its sections share: what takes precedence over its values,
 * and the faults so far, in the order in which they were met. Confined to one read.
 *
 * @param nullable the paths under which a null means the same as no key
 */
record Reading(String file, Overrides overrides, List<Fault> faults, Set<String> nullable) {
  static Reading of(String file, Overrides overrides) {
    return new Reading(file, overrides, new ArrayList<>(), new HashSet<>());
  }

  /** The mapping at a path; anything else is a fault. */
  Optional<YamlNode.Mapping> mapping(String path, YamlNode node) {
    if (node instanceof YamlNode.Mapping found) {
      return Optional.of(found);
    }
    faults.add(
        new Fault(file, line(node.line()), path, node.describe(), "a mapping of keys to values"));
    return Optional.empty();
  }

  /** Adds a fault at a path, or in what overrides its value. */
  void refuse(String path, OptionalInt line, String found, String expected) {
    var override = overrides.at(path);
    faults.add(
        override.isPresent()
            ? new Fault(override.get().variable(), OptionalInt.empty(), path, found, expected)
            : new Fault(file, line, path, found, expected));
  }

  /**
   * Reads one value.
   *
   * @param expected in words, asked for only if something else is found
   */
  <T> Optional<T> value(
      String path,
      Optional<YamlNode> found,
      Supplier<String> expected,
      Function<YamlNode, Optional<T>> parse) {
    var override = overrides.at(path);
    if (override.isPresent()) {
      return overridden(override.get(), expected.get(), parse);
    }
    Optional<YamlNode> node = found.filter(value -> !isNothing(path, value));
    Optional<T> value = node.flatMap(parse);
    if (node.isPresent() && value.isEmpty()) {
      var place = new Misreading.Place(file, line(node.get().line()), path);
      faults.add(Misreading.of(place, node.get(), expected.get(), parse));
    }
    return value;
  }

  private boolean isNothing(String path, YamlNode value) {
    return nullable.contains(path) && TypedValue.isNull(value);
  }

  private <T> Optional<T> overridden(
      Overrides.Value override, String expected, Function<YamlNode, Optional<T>> parse) {
    Optional<T> value =
        override.readings().stream().flatMap(n -> parse.apply(n).stream()).findFirst();
    if (value.isEmpty()) {
      faults.add(Fault.ofFile(override.variable(), override.describe(), expected));
    }
    return value;
  }

  /** A line as faults have it; 0 stands for none. */
  static OptionalInt line(int line) {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }
}
