package io.decisionos.gateway.cards.follow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps how far one tenant's files of other processes are read. No place goes by itself: whoever
 * has seen the folder says which ones are not needed, as a file whose place is forgotten is counted
 * again. For one thread.
 */
public final class PlaceBook {
  private final Map<Long, FilePlace> byInode = new LinkedHashMap<>();
  private long bad;
  // Most looks find nothing new in many files, and need no copy.
  private Optional<KnownPlaces> shown = Optional.of(KnownPlaces.NONE);

  /** Takes up what was kept before. */
  public void takeUp(KnownPlaces before) {
    byInode.putAll(before.byInode());
    bad = before.bad();
    shown = Optional.empty();
  }

  public void put(FilePlace file) {
    byInode.remove(file.inode());
    byInode.put(file.inode(), file);
    bad += file.bad();
    shown = Optional.empty();
  }

  public void forget(Set<Long> inodes) {
    if (byInode.keySet().removeAll(inodes)) {
      shown = Optional.empty();
    }
  }

  public KnownPlaces all() {
    KnownPlaces all = shown.orElseGet(() -> new KnownPlaces(new LinkedHashMap<>(byInode), bad));
    shown = Optional.of(all);
    return all;
  }
}
