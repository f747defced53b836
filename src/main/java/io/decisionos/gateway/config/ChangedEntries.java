package io.decisionos.gateway.config;

import io.decisionos.gateway.text.PathText;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the names that came with events of a directory are worth. Names alone prove little: events
 * get lost, and a link that turns changes files of other names.
 *
 * @param files to look at, whether they are there or gone
 * @param rest whether more may have changed at this moment than these files
 */
record ChangedEntries(Set<Path> files, boolean rest) {

  /**
   * Looks at what the names stand for now. Blocking.
   *
   * @param names in the directory; none if events were lost
   * @param ours tells the names of files that are read
   */
  static ChangedEntries of(Path directory, Collection<Path> names, Predicate<String> ours) {
    var files = new LinkedHashSet<Path>();
    boolean rest = names.isEmpty();
    for (Path name : names) {
      Path entry = directory.resolve(name);
      if (ours.test(PathText.ofName(name))) {
        files.add(entry);
      } else {
        // What editors save on the way is a file; a link or a folder may lead to files of ours,
        // and a name that capitals alone keep from being read is told to whoever wrote it.
        rest |=
            Files.isSymbolicLink(entry)
                || Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                || ours.test(Leftovers.folded(PathText.ofName(name)));
      }
    }
    return new ChangedEntries(files, rest);
  }
}
