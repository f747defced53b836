package io.decisionos.gateway.cards.log;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One look at the files of other processes in one tenant's folder: regular files called {@code
 * *.jsonl}, or that were called so when they were read last; never what links lead to.
 */
final class FolderLook {
  private static final String SUFFIX = ".jsonl";
  private static final String OWN_SUFFIX = ".events";
  private static final String ASKED = "unix:isRegularFile,size,lastModifiedTime,ino";
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** Content of at least so many bytes does not come twice by accident. */
  private static final long TELLING = 1024;

  private final Path folder;
  private final FollowedFiles known;
  private final Instant now;
  private final Map<String, State> files = new TreeMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final List<BatchRecord> news = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private long behind;

  private record State(long inode, long size, FileTime modified) {}

  /**
   * What a look has found.
   *
   * @param news what was read, one record for each file, in which there may be more
   * @param unreadable names of files; an empty one is the folder
   * @param behind bytes that are not read yet
   */
  record Found(List<BatchRecord> news, List<String> unreadable, long behind) {}

  private FolderLook(Path folder, FollowedFiles known, Instant now) {
    this.folder = folder;
    this.known = known;
    this.now = now;
  }

  /**
   * Looks at a folder, and reads a part of what is new in each file. What is wrong with one
   * tenant's folder is a part of what is found, and holds up nobody else.
   */
  static Found at(Path folder, FollowedFiles known, Instant now) {
    var look = new FolderLook(folder, known, now);
    try {
      look.list();
    } catch (NoSuchFileException e) {
      // The folder went a moment ago.
    } catch (IOException e) {
      look.unreadable.add("");
    }
    look.files.forEach(look::readOn);
    return new Found(look.news, look.unreadable, look.behind);
  }

  private void list() throws IOException {
    try (var all = Files.newDirectoryStream(folder, file -> !isOwn(file))) {
      for (Path file : all) {
        see(file);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** The gateway's own segments are the most, and need not be asked for more than the name. */
  private static boolean isOwn(Path file) {
    return file.toString().endsWith(OWN_SUFFIX);
  }

  private void see(Path file) throws IOException {
    try {
      Map<String, Object> all = Files.readAttributes(file, ASKED, LinkOption.NOFOLLOW_LINKS);
      String name = file.getFileName().toString();
      var state =
          new State(
              (Long) all.get("ino"),
              (Long) all.get("size"),
              (FileTime) all.get("lastModifiedTime"));
      boolean regular = (Boolean) all.get("isRegularFile");
      // A file with two names is one file.
      if (regular
          && (name.endsWith(SUFFIX) || wasFollowed(file, state))
          && seen.add(state.inode())) {
        files.put(name, state);
      }
    } catch (NoSuchFileException e) {
      // It went while the folder was listed.
    }
  }

  /** Whoever rotates by renaming goes on writing for a while, whatever the new name is. */
  private boolean wasFollowed(Path file, State state) {
    try {
      return goesOn(file, state).isPresent();
    } catch (IOException e) {
      return false;
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
    } catch (NoSuchFileException e) {
      // It went since it was listed.
    } catch (IOException e) {
      unreadable.add(name);
    }
  }

  /** How far a file was read before, if it still holds what was read. */
  private Optional<Followed> goesOn(Path file, State state) throws IOException {
    Optional<Followed> same = known.of(state.inode());
    boolean more = same.isPresent() && state.size() >= same.get().offset();
    return more && holds(file, same.get()) ? same : Optional.empty();
  }

  /** How far a file is read, whatever it was called and wherever it lay before. */
  private Followed place(String name, Path file, State state) throws IOException {
    Optional<Followed> same = goesOn(file, state);
    if (same.isPresent()) {
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
