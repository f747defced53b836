package io.decisionos.gateway.evidence.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Every file of the index by its path. One thread writes; any thread may read, and sees each file
 * as it was or as it is.
 */
public final class KnownFiles {
  /** The character behind the slash: between the two lie all paths below a folder. */
  private static final char BEHIND_SLASH = '/' + 1;

  private final ConcurrentNavigableMap<EvidencePath, EvidenceEntry> entries =
      new ConcurrentSkipListMap<>();

  public Optional<EvidenceEntry> get(EvidencePath path) {
    return Optional.ofNullable(entries.get(path));
  }

  Optional<EvidenceEntry> put(EvidenceEntry entry) {
    return Optional.ofNullable(entries.put(entry.path(), entry));
  }

  Optional<EvidenceEntry> remove(EvidencePath path) {
    return Optional.ofNullable(entries.remove(path));
  }

  public int size() {
    return entries.size();
  }

  public Collection<EvidenceEntry> all() {
    return entries.values();
  }

  /** The entries behind a path, by path. */
  public Collection<EvidenceEntry> after(EvidencePath path) {
    return entries.tailMap(path, false).values();
  }

  /** All files below a folder, however deep. */
  public NavigableSet<EvidencePath> below(String folder) {
    return folder.isEmpty() ? entries.keySet() : below(folder, folder + '/');
  }

  private NavigableSet<EvidencePath> below(String folder, String from) {
    var first = new EvidencePath(from);
    return folder.isEmpty()
        ? entries.tailMap(first, true).keySet()
        : entries.subMap(first, new EvidencePath(folder + BEHIND_SLASH)).keySet();
  }

  /** The files of a folder itself. */
  public List<EvidencePath> in(String folder) {
    return walk(folder, true);
  }

  /** The paths of the folders right below a folder. */
  public List<String> foldersIn(String folder) {
    return walk(folder, false).stream().map(first -> child(folder, first.text())).toList();
  }

  /** Goes through a folder and leaps over the folders in it. */
  private List<EvidencePath> walk(String folder, boolean files) {
    var found = new ArrayList<EvidencePath>();
    String begin = folder.isEmpty() ? "" : folder + '/';
    Iterator<EvidencePath> paths = below(folder).iterator();
    while (paths.hasNext()) {
      EvidencePath path = paths.next();
      boolean file = path.text().indexOf('/', begin.length()) < 0;
      if (file == files) {
        found.add(path);
      }
      if (!file) {
        paths = below(folder, child(folder, path.text()) + BEHIND_SLASH).iterator();
      }
    }
    return found;
  }

  private static String child(String folder, String path) {
    int from = folder.isEmpty() ? 0 : folder.length() + 1;
    return path.substring(0, path.indexOf('/', from));
  }
}
