package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.Frame;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.disk.TornLogException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of checksummed records in segment files. Records are staged in memory and written together;
 * a write that fails leaves nothing behind. The oldest segment goes first, whole. For one thread.
 */
final class SegmentLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int STAGE_BYTES = 4 << 20;

  private final Path directory;
  private final int segmentBytes;
  private final FileOpener opener;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final ByteBuffer stage = ByteBuffer.allocateDirect(STAGE_BYTES);
  private boolean unforced;
  private TornLogException torn;
  private Optional<String> damage = Optional.empty();

  private SegmentLog(Path directory, int segmentBytes, FileOpener opener) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.opener = opener;
  }

  /** Is shown the records of a log. The payload is valid during the call only. */
  @FunctionalInterface
  interface Visitor {
    void visit(Place place, ByteBuffer payload) throws IOException;
  }

  /**
   * Opens the log and shows all its records to the visitor, oldest first. What the last write
   * before a crash left incomplete is cut off.
   *
   * @throws RefusedFileException if what was complete once is damaged
   */
  static SegmentLog open(Path directory, int segmentBytes, FileOpener opener, Visitor visitor)
      throws IOException {
    var log = new SegmentLog(directory, segmentBytes, opener);
    try {
      log.recover(visitor);
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private void recover(Visitor visitor) throws IOException {
    Iterator<Path> files = files(directory).iterator();
    while (files.hasNext()) {
      Segment segment = Segment.open(files.next(), opener);
      add(segment);
      int sound = segment.scan(visitor);
      if (sound < segment.length()) {
        dropTail(segment, sound, !files.hasNext());
      }
    }
    if (segments.isEmpty() || active().length() < Segment.HEAD) {
      startAnew();
    }
  }

  /** The segments of a log, oldest first. */
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

  private static String damage(Path file, int sound) {
    return file
        + ": found damage at byte "
        + sound
        + ", expected a sound segment; restore a backup or move the directory away";
  }

  private void startAnew() throws IOException {
    long id = 1;
    if (!segments.isEmpty()) {
      Segment headless = segments.pollLastEntry().getValue();
      id = headless.id();
      headless.delete();
    }
    add(Segment.create(directory, id, opener));
  }

  boolean hasRoom(int payloadBytes) {
    return stage.remaining() >= Frame.HEAD + payloadBytes;
  }

  /** Takes a record for the next {@link #write}; there must be room for it. */
  Place stage(ByteBuffer payload) {
    int offset = active().length() + stage.position() + Frame.HEAD;
    var place = new Place(active().id(), offset, payload.remaining());
    Frame.put(stage, payload);
    return place;
  }

  /**
   * Writes what is staged; after it, failed or not, nothing is staged.
   *
   * @throws TornLogException if what a failed write left behind cannot be taken back; from then on
   *     nothing is written any more
   */
  void write() throws IOException {
    if (stage.position() == 0) {
      return;
    }
    try {
      refuseIfTorn();
      active().append(stage.flip());
      unforced = true;
    } catch (TornLogException e) {
      torn = e;
      throw e;
    } finally {
      stage.clear();
    }
    rollIfFull();
  }

  private void refuseIfTorn() throws TornLogException {
    if (torn != null) {
      throw new TornLogException("the log is not written until it is opened again", torn);
    }
  }

  private void rollIfFull() {
    if (active().length() >= segmentBytes) {
      try {
        roll();
      } catch (IOException | RuntimeException | Error e) {
        LOG.warn("cannot begin a new segment, the last one grows cause={}", e.toString());
      }
    }
  }

  /** Begins a new segment; nothing may be staged. */
  void roll() throws IOException {
    force();
    add(Segment.create(directory, active().id() + 1, opener));
  }

  /**
   * Waits until all that was written is on the disk.
   *
   * @throws TornLogException if the disk fails: the system forgets then what it has not written, so
   *     trying again would promise too much
   */
  void force() throws TornLogException {
    refuseIfTorn();
    if (!unforced) {
      return;
    }
    try {
      active().force();
      unforced = false;
    } catch (IOException | RuntimeException | Error e) {
      torn = new TornLogException("cannot force the log to the disk", e);
      throw torn;
    }
  }

  /** Why nothing is written any more, or what is written finds no end. */
  Optional<String> trouble() {
    return Optional.ofNullable(torn).map(Throwable::getMessage).or(() -> damage);
  }

  /** The payload at a place that was written; damage since then is noticed. */
  ByteBuffer read(Place place) throws IOException {
    Segment segment = segments.get(place.segment());
    ByteBuffer frame = segment.read(place.offset() - Frame.HEAD, place.footprint());
    ByteBuffer payload = Frame.next(frame);
    if (payload == null) {
      throw new IOException(segment.path().getFileName() + ": damaged at " + place.offset());
    }
    return payload;
  }

  private Segment active() {
    return segments.lastEntry().getValue();
  }

  private void add(Segment segment) {
    segments.put(segment.id(), segment);
  }

  long oldest() {
    return segments.firstKey();
  }

  boolean hasOneSegment() {
    return segments.size() == 1;
  }

  /**
   * Shows the records of the oldest segment. One that is damaged cannot be cleaned, so that the log
   * only grows from then on: {@link #trouble} says so.
   */
  void scanOldest(Visitor visitor) throws IOException {
    if (damage.isPresent()) {
      return;
    }
    Segment oldest = segments.firstEntry().getValue();
    int sound = oldest.scan(visitor);
    if (sound < oldest.length()) {
      damage = Optional.of(damage(oldest.path().getFileName(), sound));
    }
  }

  /** Deletes the oldest segment; there must be a newer one. */
  void dropOldest() throws IOException {
    segments.firstEntry().getValue().delete();
    segments.pollFirstEntry();
    Durable.force(directory);
  }

  /** The bytes of all files. */
  long bytes() {
    return segments.values().stream().mapToLong(Segment::length).sum();
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments.values()) {
      segment.close();
    }
  }
}
