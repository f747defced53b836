package io.decisionos.gateway.config;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The files of a directory that are known, in the order of their names, and those among them that
 * something is waited for. Confined to their {@link WatchedDirectory}.
 */
final class TrackedFiles<T> {
  private final Map<String, TrackedFile<T>> all = new TreeMap<>();

  /** Those that have not settled or are missing: few of many thousands. */
  private final Map<String, TrackedFile<T>> restless = new TreeMap<>();

  Map<String, TrackedFile<T>> all() {
    return Collections.unmodifiableMap(all);
  }

  /**
   * Those that have not settled or are missing at this moment; a change of them changes nothing.
   */
  Map<String, TrackedFile<T>> restless() {
    return new TreeMap<>(restless);
  }

  Optional<TrackedFile<T>> get(String name) {
    return Optional.ofNullable(all.get(name));
  }

  boolean areAllMissing() {
    return restless.size() == all.size()
        && restless.values().stream().allMatch(TrackedFile::isMissing);
  }

  /** Notes something of a file, and tracks it from now on. */
  void note(String name, Path path, Consumer<TrackedFile<T>> what) {
    note(name, all.computeIfAbsent(name, key -> new TrackedFile<>(path)), what);
  }

  /** Notes something of a file if it is tracked. */
  void noteIfKnown(String name, Consumer<TrackedFile<T>> what) {
    get(name).ifPresent(file -> note(name, file, what));
  }

  private void note(String name, TrackedFile<T> file, Consumer<TrackedFile<T>> what) {
    what.accept(file);
    if (file.isPending() || file.isMissing()) {
      restless.put(name, file);
    } else {
      restless.remove(name);
    }
  }

  /** Forgets those of the restless ones. */
  void forget(Predicate<TrackedFile<T>> which) {
    restless()
        .forEach(
            (name, file) -> {
              if (which.test(file)) {
                all.remove(name);
                restless.remove(name);
              }
            });
  }

  /** What has been read of each; a new map each time. */
  Map<String, FileState<T>> states() {
    var states = new LinkedHashMap<String, FileState<T>>();
    all.forEach((name, file) -> file.state().ifPresent(state -> states.put(name, state)));
    return states;
  }
}
