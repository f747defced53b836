package io.decisionos.gateway.cards.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the files of other processes are read, one tenant's. Files that are gone are remembered
 * for a while, as one of another name may turn out to be the same. Immutable.
 *
 * @param byInode the one that was read last at the end
 * @param bad how many lines were no events
 */
record FollowedFiles(Map<Long, Followed> byInode, long bad) {
  static final FollowedFiles NONE = new FollowedFiles(Map.of(), 0);

  private static final int MOST = 1000;

  /** These places, with so many bad lines before them. */
  static FollowedFiles of(List<Followed> files, long bad) {
    var all = new LinkedHashMap<Long, Followed>();
    files.forEach(file -> all.put(file.inode(), file));
    return new FollowedFiles(all, bad);
  }

  FollowedFiles with(Followed file) {
    var all = new LinkedHashMap<>(byInode);
    all.remove(file.inode());
    all.put(file.inode(), file);
    if (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
    return new FollowedFiles(all, bad + file.bad());
  }

  Optional<Followed> of(long inode) {
    return Optional.ofNullable(byInode.get(inode));
  }

  List<Followed> all() {
    return new ArrayList<>(byInode.values());
  }
}
