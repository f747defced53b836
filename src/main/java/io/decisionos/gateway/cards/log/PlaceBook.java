package io.decisionos.gateway.cards.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps how far one tenant's files of other processes are read. No place goes by itself: whoever
 * has seen the folder says which ones are not needed, as a file whose place is forgotten is counted
 * again. For one thread.
 */
final class PlaceBook {
  private final Map<Long, Followed> byInode = new LinkedHashMap<>();
  private long bad;
  // Most looks find nothing new in many files, and need no copy.
  private Optional<FollowedFiles> shown = Optional.of(FollowedFiles.NONE);

  /** Takes up what was kept before. */
  void takeUp(FollowedFiles before) {
    byInode.putAll(before.byInode());
    bad = before.bad();
    shown = Optional.empty();
  }

  void put(Followed file) {
    byInode.remove(file.inode());
    byInode.put(file.inode(), file);
    bad += file.bad();
    shown = Optional.empty();
  }

  void forget(Set<Long> inodes) {
    if (byInode.keySet().removeAll(inodes)) {
      shown = Optional.empty();
    }
  }

  FollowedFiles all() {
    FollowedFiles all = shown.orElseGet(() -> new FollowedFiles(new LinkedHashMap<>(byInode), bad));
    shown = Optional.of(all);
    return all;
  }
}
