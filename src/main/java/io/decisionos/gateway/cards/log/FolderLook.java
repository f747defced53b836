package io.decisionos.gateway.cards.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One look at the files of other processes in one tenant's folder: regular files called {@code
 * *.jsonl}, never what links lead to.
 */
final class FolderLook {
  private static final String SUFFIX = ".jsonl";
  private static final String ASKED = "unix:isRegularFile,size,lastModifiedTime,ino";
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** Content of at least so many bytes does not come twice by accident. */
  private static final long TELLING = 1024;

  private final Path folder;
  private final FollowedFiles known;
  private final Instant now;
  private final Map<String, State> files = new TreeMap<>();
  private final List<BatchRecord> news = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private long behind;

  private record State(long inode, long size, FileTime modified) {}

  /**
   * What a look has found.
   *
   * @param news what was read, one record for each file, in which there may be more
   * @param unreadable names of files
   * @param behind bytes that are not read yet
   */
  record Found(List<BatchRecord> news, List<String> unreadable, long behind) {}

  private FolderLook(Path folder, FollowedFiles known, Instant now) {
    this.folder = folder;
    this.known = known;
    this.now = now;
  }

  /** Looks at a folder, and reads a part of what is new in each file. */
  static Found at(Path folder, FollowedFiles known, Instant now) throws IOException {
    var look = new FolderLook(folder, known, now);
    look.list();
    look.files.forEach(look::readOn);
    return new Found(look.news, look.unreadable, look.behind);
  }

  private void list() throws IOException {
    try (var all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : all) {
        Map<String, Object> state = Files.readAttributes(file, ASKED, LinkOption.NOFOLLOW_LINKS);
        if ((Boolean) state.get("isRegularFile")) {
          files.put(
              file.getFileName().toString(),
              new State(
                  (Long) state.get("ino"),
                  (Long) state.get("size"),
                  (FileTime) state.get("lastModifiedTime")));
        }
      }
    }
  }

  private void readOn(String name, State state) {
    Path file = folder.resolve(name);
    try {
      Followed from = place(name, file, state);
      if (from.offset() < state.size()) {
        boolean settled = state.modified().toInstant().plus(SETTLED).isBefore(now);
        Optional<BatchRecord> read = FollowedFile.read(file, from, settled);
        read.ifPresent(news::add);
        long offset =
            read.flatMap(BatchRecord::followed).map(Followed::offset).orElse(from.offset());
        behind += Math.max(0, state.size() - offset);
      }
    } catch (IOException e) {
      unreadable.add(name);
    }
  }

  /** How far a file is read, whatever it was called and wherever it lay before. */
  private Followed place(String name, Path file, State state) throws IOException {
    Optional<Followed> same = known.of(state.inode());
    if (same.isPresent() && state.size() >= same.get().offset() && holds(file, same.get())) {
      return same.get();
    }
    for (Followed lost : known.all()) {
      boolean telling = lost.name().equals(name) || lost.offset() >= TELLING;
      if (telling && isLost(lost) && holds(file, lost)) {
        return new Followed(
            name, state.inode(), lost.offset(), lost.head(), lost.tail(), lost.skipping(), 0);
      }
    }
    return new Followed(name, state.inode(), 0, 0, 0, false, 0);
  }

  private static boolean holds(Path file, Followed place) throws IOException {
    return FollowedFile.continues(file, place);
  }

  /** Whether the file that was read so far is gone, or holds something else now. */
  private boolean isLost(Followed place) throws IOException {
    for (Map.Entry<String, State> file : files.entrySet()) {
      if (file.getValue().inode() == place.inode()) {
        return !holds(folder.resolve(file.getKey()), place);
      }
    }
    return true;
  }
}
