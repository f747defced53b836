package io.decisionos.gateway.config;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one file that has settled. Blocking; stateless. */
final class FileReading<T> {
  private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

  private final DocumentReader<T> reader;
  private final Leftovers leftovers;

  FileReading(DocumentReader<T> reader, Leftovers leftovers) {
    this.reader = reader;
    this.leftovers = leftovers;
  }

  /** Reads the file and notes the outcome; a file that changes meanwhile stays unsettled. */
  void read(String name, TrackedFile<T> file, LongSupplier nanoTime) {
    try {
      readPresent(name, file, nanoTime);
    } catch (NoSuchFileException e) {
      leftovers
          .of(name, file.path())
          .ifPresentOrElse(
              fault -> file.failed(unreadable(name, fault)),
              () -> file.observeMissing(nanoTime.getAsLong()));
    } catch (IOException e) {
      MachineFault.refuseOfFile(e);
      file.failed(unreadable(name, Fault.ofFile(name, reason(e), "a readable file")));
    }
  }

  private void readPresent(String name, TrackedFile<T> file, LongSupplier nanoTime)
      throws IOException {
    var before = Fingerprint.of(file.path());
    if (!file.isStill(before)) {
      // It changed since it was looked at, and this version has not rested.
      file.observe(Optional.of(before), nanoTime.getAsLong());
      return;
    }
    if (!before.isRegularFile()) {
      file.settled(unreadable(name, Fault.irregular(name)));
      return;
    }
    if (before.size() > WatchedDirectory.MAX_FILE_BYTES) {
      file.settled(tooLarge(name, file.path(), before.size()));
      return;
    }
    byte[] content = content(file.path(), before.size());
    var after = Fingerprint.of(file.path());
    file.observe(Optional.of(after), nanoTime.getAsLong());
    if (after.equals(before)) {
      file.settled(state(name, content, file.state()));
    }
  }

  private FileState<T> tooLarge(String name, Path path, long size) throws IOException {
    int most = WatchedDirectory.MAX_FILE_BYTES;
    Fault fault = Fault.oversized(name, size);
    byte[] content = content(path, most);
    T value = contain(name, () -> reader.tooLarge(name, content, fault));
    return new FileState<>(value, "", false);
  }

  /** The content; cut if the file has grown, which its fingerprint tells then. */
  private static byte[] content(Path path, long size) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(Math.toIntExact(size));
    }
  }

  private FileState<T> state(String name, byte[] content, Optional<FileState<T>> before) {
    String sha256 = Sha256.hex(content);
    return before
        .filter(state -> state.sha256().equals(sha256))
        .orElseGet(
            () -> new FileState<>(contain(name, () -> reader.read(name, content)), sha256, false));
  }

  /** A bug that one file wakes must not hold up what all others say. */
  private T contain(String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException bug) {
      LOG.error("reading failed file={}", name, bug);
      String found = "something that this gateway fails on (" + bug.getClass().getName() + ")";
      return reader.unreadable(name, Fault.ofFile(name, found, "a file that it can read"));
    }
  }

  private FileState<T> unreadable(String name, Fault fault) {
    return new FileState<>(reader.unreadable(name, fault), "", false);
  }

  /** Why a file or a directory cannot be had, in words that name no path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "nothing there";
    }
    if (e instanceof NotDirectoryException) {
      return "something that is no directory";
    }
    return e instanceof AccessDeniedException ? "permission denied" : "an I/O error";
  }
}
