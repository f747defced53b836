package io.decisionos.gateway.cards.log;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the files of other processes are read, one tenant's, at a moment. Files that are gone are
 * remembered for a while, as one of another name may turn out to be the same. Immutable.
 *
 * @param byInode the one that was read last at the end
 * @param bad how many lines were no events
 */
record FollowedFiles(Map<Long, Followed> byInode, long bad) {
  static final FollowedFiles NONE = new FollowedFiles(Map.of(), 0);

  /** These places, with so many bad lines before them. */
  static FollowedFiles of(List<Followed> files, long bad) {
    var all = new LinkedHashMap<Long, Followed>();
    files.forEach(file -> all.put(file.inode(), file));
    return new FollowedFiles(all, bad);
  }

  Optional<Followed> of(long inode) {
    return Optional.ofNullable(byInode.get(inode));
  }

  Collection<Followed> all() {
    return byInode.values();
  }
}
