package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Changes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Remembers which folders cannot be read, and tells when that changes. Any thread. */
final class FolderFaults {
  private final ConcurrentMap<String, String> reasons = new ConcurrentHashMap<>();
  private final Consumer<Changes> news;

  FolderFaults(Consumer<Changes> news) {
    this.news = news;
  }

  void failed(String folder, String why) {
    if (!why.equals(reasons.put(folder, why))) {
      news.accept(Changes.folder(folder, Optional.of(why)));
    }
  }

  void worked(String folder) {
    if (reasons.remove(folder) != null) {
      news.accept(Changes.folder(folder, Optional.empty()));
    }
  }

  /** Forgets the folders below one that are not there any more. */
  void keepOnly(String parent, Set<String> children) {
    gone(reasons.keySet(), parent, children).forEach(this::worked);
  }

  /** Those of some folders that lie below one and in none of its children. */
  static List<String> gone(Set<String> folders, String parent, Set<String> children) {
    Predicate<String> below = folder -> parent.isEmpty() || folder.startsWith(parent + '/');
    return folders.stream()
        .filter(folder -> !folder.equals(parent) && below.test(folder))
        .filter(folder -> children.stream().noneMatch(child -> isWithin(child, folder)))
        .toList();
  }

  private static boolean isWithin(String child, String folder) {
    return folder.equals(child) || folder.startsWith(child + '/');
  }
}
