package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.RefusedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment files of one log, of which the newest is written. There is always one. For one
 * thread.
 */
final class Segments implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  private final Path directory;
  private final FileOpener opener;
  private final TreeMap<Long, Segment> byId = new TreeMap<>();

  private Segments(Path directory, FileOpener opener) {
    this.directory = directory;
    this.opener = opener;
  }

  /**
   * Opens the files and shows all their records to the visitor, oldest first. What the last write
   * before a crash left incomplete is cut off.
   *
   * @throws RefusedFileException if what was complete once is damaged
   */
  static Segments open(Path directory, FileOpener opener, SegmentLog.Visitor visitor)
      throws IOException {
    var segments = new Segments(directory, opener);
    try {
      segments.recover(visitor);
      return segments;
    } catch (IOException | RuntimeException e) {
      segments.close();
      throw e;
    }
  }

  private void recover(SegmentLog.Visitor visitor) throws IOException {
    Iterator<Path> files = files(directory).iterator();
    while (files.hasNext()) {
      Segment segment = Segment.open(files.next(), opener);
      add(segment);
      int sound = segment.scan(visitor);
      if (sound < segment.length()) {
        dropTail(segment, sound, !files.hasNext());
      }
    }
    if (byId.isEmpty() || newest().length() < Segment.HEAD) {
      startAnew();
    }
  }

  /** The files of a log, oldest first. */
  static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(Segment.SUFFIX)).sorted().toList();
    }
  }

  private static void dropTail(Segment segment, int sound, boolean last) throws IOException {
    // A segment is forced before the next one begins: only the last can be torn by a crash, and
    // only at its end. Cutting more would allow again what was used up.
    if (!last || segment.holdsRecordBehind(sound)) {
      throw new RefusedFileException(damage(segment.path(), sound));
    }
    LOG.warn(
        "cut a torn tail file={} bytes={}", segment.path().getFileName(), segment.length() - sound);
    segment.cut(sound);
  }

  /** Says that a file is damaged behind what is sound of it. */
  static String damage(Path file, int sound) {
    return file
        + ": found damage at byte "
        + sound
        + ", expected a sound segment; restore a backup or move the directory away";
  }

  private void startAnew() throws IOException {
    long id = 1;
    if (!byId.isEmpty()) {
      Segment headless = byId.pollLastEntry().getValue();
      id = headless.id();
      headless.delete();
    }
    add(Segment.create(directory, id, opener));
  }

  private void add(Segment segment) {
    byId.put(segment.id(), segment);
  }

  /** Begins the next segment. */
  void begin() throws IOException {
    add(Segment.create(directory, newest().id() + 1, opener));
  }

  /** Deletes the oldest segment; there must be a newer one. */
  void dropOldest() throws IOException {
    oldest().delete();
    byId.pollFirstEntry();
    Durable.force(directory);
  }

  Segment get(long id) {
    return byId.get(id);
  }

  Segment newest() {
    return byId.lastEntry().getValue();
  }

  Segment oldest() {
    return byId.firstEntry().getValue();
  }

  int count() {
    return byId.size();
  }

  /** The bytes of all files. */
  long bytes() {
    return byId.values().stream().mapToLong(Segment::length).sum();
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : byId.values()) {
      segment.close();
    }
  }
}
