package io.decisionos.gateway.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The timeline on disk: one event a line, appended, and written anew when it has grown to twice
 * what is kept. What cannot be written, or was torn, is made good by the next writing anew.
 * Blocking; confined to one thread at a time.
 */
final class TimelineFile {
  private static final long MOST_BYTES = 16 << 20;

  private final Path file;
  private final int kept;
  private final Force disk;
  private int lines;
  private boolean whole;
  private long written;

  /**
   * A file that has not been read.
   *
   * @param kept how many events are kept
   */
  TimelineFile(Path file, int kept) {
    this(file, kept, TimelineFile::force);
  }

  /** Likewise, on a disk of one's own. */
  TimelineFile(Path file, int kept, Force disk) {
    this.file = file;
    this.kept = kept;
    this.disk = disk;
  }

  /** Waits until a file, or a directory's list of files, is on the disk. */
  @FunctionalInterface
  interface Force {
    void onto(Path path) throws IOException;
  }

  private static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The latest events, oldest first; what cannot be read is left out. */
  List<TimelineEvent> read() {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return List.of();
      }
      // Bytes that are no text must not cost the rest.
      List<String> text = new String(Files.readAllBytes(file), UTF_8).lines().toList();
      List<TimelineEvent> found =
          text.stream().map(TimelineEvent::parse).flatMap(Optional::stream).toList();
      lines = text.size();
      whole = found.size() == lines;
      written = found.isEmpty() ? 0 : found.get(found.size() - 1).id();
      return found.subList(Math.max(0, found.size() - kept), found.size());
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /**
   * Writes what the file does not have yet.
   *
   * @param all the events that are kept, oldest first
   * @throws IOException if the disk refuses; the next call writes all of them
   */
  void write(List<TimelineEvent> all) throws IOException {
    List<TimelineEvent> fresh = all.stream().filter(event -> event.id() > written).toList();
    boolean append = whole && lines + fresh.size() <= 2 * kept;
    whole = false;
    if (append) {
      OwnerOnly.append(file, text(fresh));
      lines += fresh.size();
    } else {
      writeAnew(all);
    }
    whole = true;
    written = fresh.isEmpty() ? written : fresh.get(fresh.size() - 1).id();
  }

  private void writeAnew(List<TimelineEvent> all) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    OwnerOnly.write(draft, text(all));
    // A rename may reach the disk before the content does, and would take the old file with it.
    disk.onto(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    disk.onto(file.toAbsolutePath().getParent());
    lines = all.size();
  }

  private static String text(List<TimelineEvent> events) {
    return events.stream().map(event -> event.json().encode() + "\n").collect(Collectors.joining());
  }
}
