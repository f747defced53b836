package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One look at the files of other processes in one tenant's folder: regular files called {@code
 * *.jsonl}, or that were called so when they were read last; never what links lead to. Finds out
 * how far each of them was read, whatever it was called; reads nothing on. For one thread.
 */
final class FolderSurvey {
  /** So many files of a tenant are followed. Each has a place, which every checkpoint holds. */
  static final int MOST_FILES = 10_000;

  /** So many files that are gone are remembered, as they may come back under another name. */
  static final int MOST_GONE = 1000;

  private static final String OWN_SUFFIX = ".events";

  /** The folder among the names of its files. */
  private static final String FOLDER = "";

  private final Path folder;
  private final KnownPlaces known;
  private final Instant now;
  private final Map<Long, ListedFile> followed = new HashMap<>();
  private final TreeMap<Path, ListedFile> strangers = new TreeMap<>();
  private final Set<Long> inodesOfStrangers = new HashSet<>();
  private final LostPlaces lost = new LostPlaces();
  private final List<FilePlace> moved = new ArrayList<>();
  private final List<DueFile> unread = new ArrayList<>();
  private final List<DueFile> grown = new ArrayList<>();
  private final Map<String, String> unreadable = new TreeMap<>();
  private int refused;
  private boolean allSeen = true;

  /**
   * What a look has found.
   *
   * @param moved places of files that were known as others
   * @param due the files with something new, the one that waits longest first
   * @param forgettable inodes of files that are gone for long
   * @param unreadable causes by the names of files; an empty name is the folder
   */
  record Found(
      List<FilePlace> moved,
      List<DueFile> due,
      Set<Long> forgettable,
      Map<String, String> unreadable) {}

  private FolderSurvey(Path folder, KnownPlaces known, Instant now) {
    this.folder = folder;
    this.known = known;
    this.now = now;
  }

  /**
   * Looks at a folder. What is wrong with one file or with one tenant's folder is a part of what is
   * found, and holds up nothing else.
   */
  static Found at(Path folder, KnownPlaces known, Instant now) {
    try {
      return new FolderSurvey(folder, known, now).look();
    } catch (NoSuchFileException e) {
      // The folder went a moment ago.
      return new Found(List.of(), List.of(), Set.of(), Map.of());
    } catch (IOException | RuntimeException | Error e) {
      return new Found(List.of(), List.of(), Set.of(), Map.of(FOLDER, e.toString()));
    }
  }

  private Found look() throws IOException {
    list();
    known.all().forEach(this::findKnown);
    refuseSurplus();
    strangers.values().forEach(this::findStranger);
    var due = new ArrayList<>(unread);
    due.addAll(grown);
    return new Found(moved, due, forgettable(), unreadable);
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

  private void see(Path path) throws IOException {
    try {
      ListedFile file = ListedFile.of(path);
      if (file.regular() && known.of(file.inode()).isPresent()) {
        // A file with two names is one file; what one of them allows is allowed.
        followed.merge(file.inode(), file, (one, other) -> one.isNamedForEvents() ? one : other);
      } else if (isStranger(file) && inodesOfStrangers.add(file.inode())) {
        addStranger(file);
      }
    } catch (NoSuchFileException e) {
      // It went while the folder was listed.
    } catch (RuntimeException e) {
      allSeen = false;
      unreadable.put(PathText.ofName(path), e.toString());
    }
  }

  private static boolean isStranger(ListedFile file) {
    return file.regular() && file.isNamedForEvents();
  }

  private void addStranger(ListedFile file) {
    strangers.put(file.path(), file);
    if (strangers.size() > MOST_FILES) {
      strangers.pollLastEntry();
      refused++;
    }
  }

  /** Looks whether the file at a place still holds what was read of it. */
  private void findKnown(FilePlace place) {
    ListedFile file = followed.get(place.inode());
    if (file == null) {
      lost.add(place);
      return;
    }
    try (var content = FileContent.open(file.path())) {
      if (content.holds(place)) {
        addIfDue(grown, file, place);
        return;
      }
      lost.add(place);
      followed.remove(place.inode());
      // Whoever rotates by renaming goes on writing, whatever the new name is; a file that holds
      // something else has to be called so.
      if (file.isNamedForEvents()) {
        strangers.put(file.path(), file);
      }
    } catch (NoSuchFileException e) {
      lost.add(place);
    } catch (IOException | RuntimeException e) {
      unreadable.put(file.name(), e.toString());
    }
  }

  /** What has a place is followed on; what has none has to fit beside it. */
  private void refuseSurplus() {
    while (!strangers.isEmpty() && followed.size() + strangers.size() > MOST_FILES) {
      strangers.pollLastEntry();
      refused++;
    }
    if (refused > 0) {
      unreadable.put(
          FOLDER, "more than " + MOST_FILES + " files; " + refused + " of them are not followed");
    }
  }

  private void findStranger(ListedFile file) {
    if (file.size() == 0) {
      return;
    }
    try {
      Optional<FilePlace> before = lost.isEmpty() ? Optional.empty() : lostPlace(file);
      before.ifPresent(moved::add);
      addIfDue(
          unread,
          file,
          before.orElseGet(() -> new FilePlace(file.name(), file.inode(), 0, 0, 0, false, 0)));
    } catch (NoSuchFileException e) {
      // It went since it was listed.
    } catch (IOException | RuntimeException e) {
      unreadable.put(file.name(), e.toString());
    }
  }

  private Optional<FilePlace> lostPlace(ListedFile file) throws IOException {
    try (var content = FileContent.open(file.path())) {
      return lost.of(file.name(), content).map(place -> place.movedTo(file.name(), file.inode()));
    }
  }

  private void addIfDue(List<DueFile> due, ListedFile file, FilePlace place) {
    if (place.offset() < file.size()) {
      due.add(new DueFile(file.path(), place, file.size(), file.isSettled(now)));
    }
  }

  private Set<Long> forgettable() {
    var gone = new LinkedHashSet<>(known.byInode().keySet());
    gone.removeAll(followed.keySet());
    List<Long> oldestFirst = List.copyOf(gone);
    int most = allSeen ? Math.max(0, oldestFirst.size() - MOST_GONE) : 0;
    return Set.copyOf(oldestFirst.subList(0, most));
  }
}
