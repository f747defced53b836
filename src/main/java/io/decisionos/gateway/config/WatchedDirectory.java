package io.decisionos.gateway.config;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the files of one directory, again and again. The truth is a sweep over the files'
 * fingerprints; events only say when a sweep is worth while, and which files to look at before it.
 * Reads a file once it has settled, and only the files that changed; between two sweeps {@link
 * #look} looks at those alone that were named or have not settled. A file that stays missing is
 * deleted only while other files are there: when all go, the directory itself is in doubt. A sweep
 * may be taken in slices, with looks in between: each file counts as it was when it was looked at
 * last. Blocking, and confined to one thread.
 */
public final class WatchedDirectory<T> {
  /** The largest file that is read, in bytes. */
  public static final int MAX_FILE_BYTES = 256 * 1024;

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final Path directory;
  private final DocumentReader<T> reader;
  private final FileReading<T> reading;
  private final Leftovers leftovers;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final TrackedFiles<T> tracked = new TrackedFiles<>();
  private Iterator<Map.Entry<String, Path>> left = Collections.emptyIterator();
  private Optional<Fault> unlisted = Optional.empty();
  private Map<String, FileState<T>> files = Map.of();
  private Optional<Fault> trouble = Optional.empty();
  private boolean first = true;
  private boolean sawNothing;
  private boolean changesUntold;

  /**
   * A directory that nobody has looked at yet.
   *
   * @param clock the wall clock, asked once a file for its age at the first sweep
   */
  public WatchedDirectory(Path directory, DocumentReader<T> reader, Clock clock) {
    this(directory, reader, clock, System::nanoTime);
  }

  /** As above, with a monotonic time in nanoseconds of the caller's. */
  WatchedDirectory(Path directory, DocumentReader<T> reader, Clock clock, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.directory = directory;
    this.reader = reader;
    this.leftovers = new Leftovers(reader::accepts);
    this.reading = new FileReading<>(reader, leftovers);
    this.clock = clock;
  }

  public Path path() {
    return directory;
  }

  /** The names that capitals alone kept from being read at the last sweep, in order. */
  public List<String> ignored() {
    return leftovers.ignored();
  }

  /** Looks at everything. */
  public DirectoryContents<T> sweep(SettleTimes times) {
    beginSweep();
    goOn(() -> false);
    return endSweep(times);
  }

  /** Lists what is there, for {@link #goOn}. */
  void beginSweep() {
    left = Collections.emptyIterator();
    try {
      Map<String, Path> all = listing();
      tracked.all().forEach((name, file) -> all.putIfAbsent(name, file.path()));
      left = all.entrySet().iterator();
      unlisted = Optional.empty();
    } catch (IOException e) {
      MachineFault.refuseOfDirectory(e);
      unlisted = Optional.of(trouble(FileReading.reason(e), "a readable directory"));
    }
  }

  /** Looks at the files of the sweep that are left, and tells whether it has got to the end. */
  boolean goOn(BooleanSupplier enough) {
    while (left.hasNext() && !enough.getAsBoolean()) {
      Map.Entry<String, Path> file = left.next();
      observe(file.getKey(), file.getValue());
    }
    if (left.hasNext()) {
      return false;
    }
    // What it came from is as large as all that is tracked.
    left = Collections.emptyIterator();
    return true;
  }

  /** Judges what the sweep saw, and reads what has settled. */
  DirectoryContents<T> endSweep(SettleTimes times) {
    if (unlisted.isPresent()) {
      sawNothing = true;
      trouble = unlisted;
    } else {
      first = false;
      trouble = forgetDeleted(times, trouble.isPresent());
      readDue(times);
      changesUntold = tracked.all().values().stream().anyMatch(TrackedFile::changesUntold);
    }
    renewFiles();
    return contents(times);
  }

  /** Whether something here may change that no event of this directory tells. */
  boolean changesUntold() {
    return changesUntold || trouble.isPresent();
  }

  /** What the names that came with events are worth. */
  ChangedEntries changed(Collection<Path> names) {
    var changed = ChangedEntries.of(directory, names, reader::accepts);
    // Where all files are gone or out of reach, one of them says little.
    return sawNothing ? new ChangedEntries(changed.files(), true) : changed;
  }

  /** Looks at these files and at those that have not settled; all else is left to a sweep. */
  public DirectoryContents<T> look(Collection<Path> named, SettleTimes times) {
    var seen = new TreeSet<String>();
    for (Path path : named) {
      String name = PathText.ofName(path);
      observe(name, path);
      seen.add(name);
    }
    tracked
        .restless()
        .forEach(
            (name, file) -> {
              if (file.isPending() && seen.add(name)) {
                observe(name, file.path());
              }
            });
    // A sweep that comes once the first of them is back must know that all were gone.
    sawNothing |= tracked.areAllMissing();
    readDue(times);
    changesUntold |=
        seen.stream()
            .flatMap(name -> tracked.get(name).stream())
            .anyMatch(TrackedFile::changesUntold);
    if (seen.stream().anyMatch(this::tellsMore)) {
      renewFiles();
    }
    return contents(times);
  }

  private boolean tellsMore(String name) {
    var state = tracked.get(name).flatMap(TrackedFile::state);
    return !state.equals(Optional.ofNullable(files.get(name)));
  }

  private Fault trouble(String found, String expected) {
    return Fault.ofFile(directory.toString(), found, expected);
  }

  private Map<String, Path> listing() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      var all = paths.collect(Collectors.toMap(PathText::ofName, Function.identity()));
      leftovers.note(all.keySet());
      all.keySet().removeIf(name -> !reader.accepts(name));
      return all;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void observe(String name, Path path) {
    try {
      var fingerprint = Fingerprint.of(path);
      // Of this file, not of the sweep: a long sweep must not count as time of rest.
      long now = nanoTime.getAsLong();
      tracked.note(name, path, file -> file.observe(Optional.of(fingerprint), now));
      if (first) {
        tracked.note(name, path, file -> file.restedBefore(now - ageNanos(fingerprint)));
      }
    } catch (NoSuchFileException e) {
      observeAbsent(name, path);
    } catch (IOException e) {
      MachineFault.refuseOfFile(e);
      observeUnreadable(name, path);
    }
  }

  private void observeAbsent(String name, Path path) {
    if (leftovers.of(name, path).isPresent()) {
      observeUnreadable(name, path);
    } else {
      tracked.noteIfKnown(name, file -> file.observeMissing(nanoTime.getAsLong()));
    }
  }

  private void observeUnreadable(String name, Path path) {
    tracked.note(name, path, file -> file.observe(Optional.empty(), nanoTime.getAsLong()));
  }

  /** How long ago the file changed; a time in the future tells nothing and counts as long ago. */
  private long ageNanos(Fingerprint fingerprint) {
    long millis = clock.millis() - fingerprint.changedMillis();
    return Duration.ofMillis(millis < 0 ? DAY_MS : Math.min(millis, DAY_MS)).toNanos();
  }

  /** Forgets what is deleted; if nothing at all is left, keeps everything and says so. */
  private Optional<Fault> forgetDeleted(SettleTimes times, boolean troubled) {
    long now = nanoTime.getAsLong();
    tracked.forget(TrackedFile::isGoneUnread);
    boolean nothing = tracked.all().entrySet().stream().allMatch(this::isGoneByNow);
    if (!nothing) {
      if (sawNothing) {
        // What came back came back one by one: the rest may be on its way.
        tracked.restless().values().forEach(file -> file.missingFrom(now));
      }
      tracked.forget(file -> file.isDeleted(now, times));
    }
    sawNothing = nothing;
    boolean emptied =
        nothing
            && !tracked.all().isEmpty()
            && (troubled
                || tracked.all().values().stream().allMatch(file -> file.isDeleted(now, times)));
    return emptied
        ? Optional.of(trouble("no file any more", "at least one file"))
        : Optional.empty();
  }

  /** The directory itself may have gone since the sweep saw the first of its files. */
  private boolean isGoneByNow(Map.Entry<String, TrackedFile<T>> file) {
    if (!file.getValue().isMissing()) {
      observe(file.getKey(), file.getValue().path());
    }
    return file.getValue().isMissing();
  }

  private void readDue(SettleTimes times) {
    tracked
        .restless()
        .forEach(
            (name, file) -> {
              if (file.isDue(nanoTime, times)) {
                tracked.noteIfKnown(name, due -> reading.read(name, due, nanoTime));
              }
            });
  }

  private void renewFiles() {
    Map<String, FileState<T>> found = tracked.states();
    if (!found.equals(files)) {
      files = Collections.unmodifiableMap(found);
    }
  }

  private DirectoryContents<T> contents(SettleTimes times) {
    if (trouble.isPresent()) {
      // What is out of reach settles no sooner for being looked at more often.
      return new DirectoryContents<>(files, trouble, Optional.empty(), Optional.empty());
    }
    var next = new NextLook(tracked.restless().values(), nanoTime.getAsLong(), times);
    // Files that are all missing are judged together.
    return new DirectoryContents<>(files, trouble, next.settled(), next.deleted(sawNothing));
  }
}
