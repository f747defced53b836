package io.decisionos.gateway.config;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Looks at the files of one directory, again and again. The truth is a sweep over the files'
 * fingerprints; events only say when a sweep is worth while. Reads a file once it has settled, and
 * only the files that changed. A file that stays missing is deleted only while other files are
 * there: when all go, the directory itself is in doubt. Blocking, and confined to one thread.
 */
public final class WatchedDirectory<T> {
  /** The largest file that is read, in bytes. */
  public static final int MAX_FILE_BYTES = 256 * 1024;

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final Path directory;
  private final DocumentReader<T> reader;
  private final FileReading<T> reading;
  private final Clock clock;
  private final Map<String, TrackedFile<T>> tracked = new TreeMap<>();
  private boolean first = true;
  private boolean sawNothing;
  private boolean troubled;

  /**
   * A directory that nobody has looked at yet.
   *
   * @param clock the wall clock, asked once a file for its age at the first sweep
   */
  public WatchedDirectory(Path directory, DocumentReader<T> reader, Clock clock) {
    this.directory = directory;
    this.reader = reader;
    this.reading = new FileReading<>(reader);
    this.clock = clock;
  }

  public Path path() {
    return directory;
  }

  /**
   * Looks once.
   *
   * @param now a monotonic time in nanoseconds
   */
  public DirectoryContents<T> sweep(long now, SettleTimes times) {
    Optional<Fault> trouble;
    try {
      observeAll(listing(), now);
      trouble = forgetDeleted(now, times);
      readDue(now, times);
    } catch (IOException e) {
      sawNothing = true;
      trouble = Optional.of(trouble(FileReading.reason(e), "a readable directory"));
    }
    troubled = trouble.isPresent();
    return contents(trouble, now, times);
  }

  private Fault trouble(String found, String expected) {
    return Fault.ofFile(directory.toString(), found, expected);
  }

  private Map<String, Path> listing() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      // Two names that this process's locale cannot tell apart are one file; the last one counts.
      return paths
          .filter(path -> reader.accepts(path.getFileName().toString()))
          .collect(
              Collectors.toMap(
                  path -> path.getFileName().toString(), Function.identity(), (a, b) -> b));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void observeAll(Map<String, Path> listing, long now) {
    listing.forEach((name, path) -> observe(name, path, now));
    tracked.forEach(
        (name, file) -> {
          if (!listing.containsKey(name)) {
            file.observeMissing(now);
          }
        });
    first = false;
  }

  private void observe(String name, Path path, long now) {
    try {
      var fingerprint = Fingerprint.of(path);
      var file = tracked.computeIfAbsent(name, key -> new TrackedFile<>(path));
      file.observe(Optional.of(fingerprint), now);
      if (first) {
        file.restedBefore(now - ageNanos(fingerprint));
      }
    } catch (NoSuchFileException e) {
      // A symbolic link to nowhere, or deleted since the listing.
      Optional.ofNullable(tracked.get(name)).ifPresent(file -> file.observeMissing(now));
    } catch (IOException e) {
      tracked.computeIfAbsent(name, key -> new TrackedFile<>(path)).observe(Optional.empty(), now);
    }
  }

  /** How long ago the file changed; a time in the future tells nothing and counts as long ago. */
  private long ageNanos(Fingerprint fingerprint) {
    long millis = clock.millis() - fingerprint.ctime().toMillis();
    return Duration.ofMillis(millis < 0 ? DAY_MS : Math.min(millis, DAY_MS)).toNanos();
  }

  /** Forgets what is deleted; where nothing at all is left, keeps everything and says so. */
  private Optional<Fault> forgetDeleted(long now, SettleTimes times) {
    tracked.values().removeIf(TrackedFile::isGoneUnread);
    boolean nothing = tracked.values().stream().allMatch(TrackedFile::isMissing);
    if (!nothing) {
      if (sawNothing) {
        // What came back came back one by one: the rest may be on its way.
        tracked.values().forEach(file -> file.missingFrom(now));
      }
      tracked.values().removeIf(file -> file.isDeleted(now, times));
    }
    sawNothing = nothing;
    boolean emptied =
        nothing
            && !tracked.isEmpty()
            && (troubled || tracked.values().stream().allMatch(file -> file.isDeleted(now, times)));
    return emptied
        ? Optional.of(trouble("no file any more", "at least one file"))
        : Optional.empty();
  }

  private void readDue(long now, SettleTimes times) {
    tracked.forEach(
        (name, file) -> {
          if (file.isDue(now, times)) {
            reading.read(name, file, now);
          }
        });
  }

  private DirectoryContents<T> contents(Optional<Fault> trouble, long now, SettleTimes times) {
    var files = new LinkedHashMap<String, FileState<T>>();
    tracked.forEach((name, file) -> file.state().ifPresent(state -> files.put(name, state)));
    // What is out of reach settles no sooner for being looked at more often.
    Optional<Duration> nextDue = trouble.isPresent() ? Optional.empty() : nextDue(now, times);
    return new DirectoryContents<>(Collections.unmodifiableMap(files), trouble, nextDue);
  }

  private Optional<Duration> nextDue(long now, SettleTimes times) {
    LongStream waits =
        tracked.values().stream().flatMapToLong(file -> file.nanosToWait(now, times).stream());
    // Files that are all missing are judged together, once the last one has been missing for long.
    return (sawNothing ? waits.max() : waits.min())
        .stream().mapToObj(nanos -> Duration.ofNanos(Math.max(0, nanos))).findFirst();
  }
}
