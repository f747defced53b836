package io.decisionos.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the files of one directory, again and again. The truth is a sweep over the files'
 * fingerprints; events only say when a sweep is worth while. Reads a file once it has settled, and
 * only the files that changed. Blocking, and confined to one thread.
 */
public final class WatchedDirectory<T> {
  /** The largest file that is read, in bytes. */
  public static final int MAX_FILE_BYTES = 256 * 1024;

  private final Path directory;
  private final DocumentReader<T> reader;
  private final Clock clock;
  private final Map<String, TrackedFile<T>> tracked = new TreeMap<>();
  private boolean first = true;

  /**
   * A directory that nobody has looked at yet.
   *
   * @param clock the wall clock, asked once a file for its age at the first sweep
   */
  public WatchedDirectory(Path directory, DocumentReader<T> reader, Clock clock) {
    this.directory = directory;
    this.reader = reader;
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
    Optional<Fault> trouble = Optional.empty();
    try {
      observeAll(listing(), now, times);
      readDue(now, times);
    } catch (IOException e) {
      trouble = Optional.of(Fault.ofFile(directory.toString(), reason(e), "a readable directory"));
    }
    return contents(trouble, now, times);
  }

  private Set<String> listing() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(reader::accepts)
          .collect(Collectors.toSet());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void observeAll(Set<String> names, long now, SettleTimes times) {
    for (String name : names) {
      observe(name, now);
    }
    for (Iterator<TrackedFile<T>> files = tracked.values().iterator(); files.hasNext(); ) {
      if (files.next().isDeleted(now, times)) {
        files.remove();
      }
    }
    tracked.forEach(
        (name, file) -> {
          if (!names.contains(name)) {
            file.observeMissing(now);
          }
        });
    first = false;
  }

  private void observe(String name, long now) {
    try {
      var fingerprint = Fingerprint.of(directory.resolve(name));
      var file = tracked.computeIfAbsent(name, key -> new TrackedFile<>());
      file.observe(Optional.of(fingerprint), now);
      if (first) {
        file.restedBefore(now - ageNanos(fingerprint));
      }
    } catch (NoSuchFileException e) {
      // A symbolic link to nowhere, or deleted since the listing.
      Optional.ofNullable(tracked.get(name)).ifPresent(file -> file.observeMissing(now));
    } catch (IOException e) {
      tracked.computeIfAbsent(name, key -> new TrackedFile<>()).observe(Optional.empty(), now);
    }
  }

  /** How long ago the file changed; a time in the future tells nothing and counts as long ago. */
  private long ageNanos(Fingerprint fingerprint) {
    long millis = clock.millis() - fingerprint.ctime().toMillis();
    return millis < 0 ? Duration.ofDays(1).toNanos() : Duration.ofMillis(millis).toNanos();
  }

  private void readDue(long now, SettleTimes times) {
    tracked.forEach(
        (name, file) -> {
          if (file.isDue(now, times)) {
            read(name, file, now);
          }
        });
  }

  private void read(String name, TrackedFile<T> file, long now) {
    Path path = directory.resolve(name);
    try {
      var before = Fingerprint.of(path);
      Optional<Fault> obstacle = obstacle(name, before);
      if (obstacle.isPresent()) {
        file.settled(unreadable(name, obstacle.get()));
        return;
      }
      byte[] content = content(path);
      var after = Fingerprint.of(path);
      file.observe(Optional.of(after), now);
      if (after.equals(before)) {
        file.settled(state(name, content, file.state()));
      }
    } catch (NoSuchFileException e) {
      file.observeMissing(now);
    } catch (IOException e) {
      file.settled(unreadable(name, Fault.ofFile(name, reason(e), "a readable file")));
    }
  }

  private static Optional<Fault> obstacle(String name, Fingerprint fingerprint) {
    if (!fingerprint.isRegularFile()) {
      return Optional.of(Fault.ofFile(name, "something that is no regular file", "a file"));
    }
    if (fingerprint.size() > MAX_FILE_BYTES) {
      return Optional.of(
          Fault.ofFile(name, fingerprint.size() + " bytes", "at most " + MAX_FILE_BYTES));
    }
    return Optional.empty();
  }

  private static byte[] content(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_FILE_BYTES + 1);
    }
  }

  private DirectoryContents.FileState<T> state(
      String name, byte[] content, Optional<DirectoryContents.FileState<T>> before) {
    String sha256 = sha256(content);
    return before
        .filter(state -> state.sha256().equals(sha256))
        .orElseGet(
            () -> new DirectoryContents.FileState<>(reader.read(name, content), sha256, false));
  }

  private DirectoryContents.FileState<T> unreadable(String name, Fault fault) {
    return new DirectoryContents.FileState<>(reader.unreadable(name, fault), "", false);
  }

  private DirectoryContents<T> contents(Optional<Fault> trouble, long now, SettleTimes times) {
    var files = new LinkedHashMap<String, DirectoryContents.FileState<T>>();
    tracked.forEach((name, file) -> file.state().ifPresent(state -> files.put(name, state)));
    // What is out of reach settles no sooner for being looked at more often.
    Optional<Duration> nextDue = trouble.isPresent() ? Optional.empty() : nextDue(now, times);
    return new DirectoryContents<>(Collections.unmodifiableMap(files), trouble, nextDue);
  }

  private Optional<Duration> nextDue(long now, SettleTimes times) {
    return tracked.values().stream()
        .flatMap(file -> file.nanosToWait(now, times).stream().boxed())
        .min(Comparator.naturalOrder())
        .map(nanos -> Duration.ofNanos(Math.max(0, nanos)));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "nothing there";
    }
    if (e instanceof NotDirectoryException) {
      return "something that is no directory";
    }
    return e instanceof AccessDeniedException ? "permission denied" : "an I/O error";
  }
}
