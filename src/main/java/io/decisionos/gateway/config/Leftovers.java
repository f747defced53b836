package io.decisionos.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What lies in a directory in the place of a file that is not to be had under its name: a link to
 * nothing, or a name that other capitals keep from being read. Nobody who deletes a file leaves
 * that behind, so it counts as a file that cannot be read. Confined to its {@link
 * WatchedDirectory}.
 */
final class Leftovers {
  private final Predicate<String> ours;
  private Map<String, String> misspelt = Map.of();
  private List<String> ignored = List.of();

  /**
   * Of a directory that nobody has looked at yet.
   *
   * @param ours tells the names of files that are read
   */
  Leftovers(Predicate<String> ours) {
    this.ours = ours;
  }

  /** Notes all names that are in the directory now. */
  void note(Collection<String> names) {
    List<String> others = names.stream().filter(ours.negate()).sorted().toList();
    misspelt =
        others.stream()
            .collect(
                Collectors.toMap(Leftovers::folded, Function.identity(), (first, later) -> first));
    ignored = others.stream().filter(name -> ours.test(folded(name))).toList();
  }

  /** The names that capitals alone keep from being read, in order. */
  List<String> ignored() {
    return ignored;
  }

  /** What is wrong in the place of a file that is not there; empty if it was simply deleted. */
  Optional<Fault> of(String name, Path path) {
    return Files.isSymbolicLink(path)
        ? Optional.of(Fault.ofFile(name, "a symbolic link to nothing", "a file"))
        : Optional.ofNullable(misspelt.get(folded(name)))
            .map(other -> Fault.ofFile(name, other + " in its place", "this very name"));
  }

  /** The name as it would be without its capitals. */
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
