package io.decisionos.gateway.cards.follow;

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
public record KnownPlaces(Map<Long, FilePlace> byInode, long bad) {
  public static final KnownPlaces NONE = new KnownPlaces(Map.of(), 0);

  /** These places, with so many bad lines before them. */
  public static KnownPlaces of(List<FilePlace> files, long bad) {
    var all = new LinkedHashMap<Long, FilePlace>();
    files.forEach(file -> all.put(file.inode(), file));
    return new KnownPlaces(all, bad);
  }

  Optional<FilePlace> of(long inode) {
    return Optional.ofNullable(byInode.get(inode));
  }

  public Collection<FilePlace> all() {
    return byInode.values();
  }
}
