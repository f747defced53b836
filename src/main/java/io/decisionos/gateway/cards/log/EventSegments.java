package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.AppendFile;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.TornLogException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own files of one tenant: a head, then framed records. Each day begins a new file,
 * and so does a large one; a record lies whole in one of them, whatever the days of its events. For
 * one thread.
 */
final class EventSegments implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(EventSegments.class);
  private static final byte[] HEAD = {'D', 'O', 'S', 'E', 'V', 'T', '1', '\n'};
  private static final long SEGMENT_BYTES = 64L << 20;

  /** No commit makes a file so large, and no mapping holds more. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final Path folder;
  private final FileOpener disk;
  private final SegmentPlace place;
  private AppendFile active;
  private String newest = "";
  private long bytes;
  private long damaged;
  private TornLogException torn;

  EventSegments(Path folder, FileOpener disk) {
    this.folder = folder;
    this.disk = disk;
    this.place = new SegmentPlace(folder);
  }

  /** Where in the log a record ends. */
  record Position(String segment, long offset) {
    static final Position START = new Position("", 0);
  }

  /** Is shown the records. */
  @FunctionalInterface
  interface Visitor {
    void visit(BatchRecord record);
  }

  /**
   * Shows every sound record behind a position, oldest first. What a crash left incomplete at the
   * end is cut off; damage elsewhere is passed over and counted.
   *
   * @throws IOException even if a file is none of ours, before any record is shown
   */
  void recover(Position from, Visitor visitor) throws IOException {
    List<Path> files = SegmentFiles.in(folder);
    for (Path file : files) {
      refuseIfTooLarge(file);
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      newest = name;
      boolean last = file.equals(files.get(files.size() - 1));
      bytes += Files.size(file);
      if (name.compareTo(from.segment()) >= 0) {
        long begin = name.equals(from.segment()) ? from.offset() : HEAD.length;
        scan(file, begin, last, visitor);
      }
    }
    place.note(newest);
  }

  private static void refuseIfTooLarge(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("no file of this gateway's is over 2 GiB, as is " + file);
    }
  }

  private void scan(Path file, long begin, boolean last, Visitor visitor) throws IOException {
    var scan = new SegmentScan(file);
    long sound = scan.show(begin, visitor);
    long length = Files.size(file);
    if (last) {
      cutTail(file, sound, length);
    } else {
      scan.passOver(sound, length);
    }
    damaged += scan.damaged();
  }

  private void cutTail(Path file, long keep, long length) throws IOException {
    if (keep >= length) {
      return;
    }
    LOG.warn("cut a torn tail file={} bytes={}", file, length - keep);
    try (var torn = AppendFile.open(file, disk)) {
      torn.cut(keep);
    }
    bytes -= length - keep;
  }

  /** Tells whether there is a record that ends at a position, or nothing is asked for. */
  boolean reaches(Position position) throws IOException {
    Path file = folder.resolve(position.segment());
    return position.equals(Position.START)
        || (Files.exists(file) && Files.size(file) >= position.offset());
  }

  /**
   * Appends all frames or none; they are on the disk only after {@link #force}.
   *
   * @throws TornLogException if a failed write cannot be taken back; from then on nothing is
   *     written any more
   */
  void append(ByteBuffer frames, LocalDate today) throws IOException {
    refuseIfTorn();
    makeReady(today);
    int added = frames.remaining();
    try {
      active.append(frames);
    } catch (TornLogException e) {
      torn = e;
      throw e;
    }
    bytes += added;
  }

  private void refuseIfTorn() throws TornLogException {
    if (torn != null) {
      throw new TornLogException("events are not written until the log is opened again", torn);
    }
  }

  private void makeReady(LocalDate today) throws IOException {
    boolean kept = place.isKept();
    if (!kept) {
      LOG.error("events of a tenant were removed from outside file={}", folder.resolve(newest));
      rest();
    }
    boolean fits = kept && SegmentFiles.isAsNewAs(today, newest);
    if (active == null && fits) {
      active = AppendFile.open(folder.resolve(newest), disk);
    }
    if (active == null || !fits || active.length() >= SEGMENT_BYTES) {
      begin(today);
    }
    if (active.length() < HEAD.length) {
      active.cut(0);
      active.append(ByteBuffer.wrap(HEAD));
      bytes += HEAD.length;
    }
  }

  private void begin(LocalDate today) throws IOException {
    String name = SegmentFiles.after(newest, today);
    SegmentPlace.make(folder);
    AppendFile file = AppendFile.create(folder.resolve(name), disk);
    try {
      Durable.force(folder);
    } catch (IOException e) {
      file.delete();
      throw e;
    }
    rest();
    active = file;
    newest = name;
    place.note(name);
    bytes = sizes();
  }

  private long sizes() throws IOException {
    long sum = 0;
    for (Path file : SegmentFiles.in(folder)) {
      sum += Files.size(file);
    }
    return sum;
  }

  /**
   * Waits until all that was appended is on the disk.
   *
   * @throws TornLogException if the disk fails: the system forgets then what it has not written. Or
   *     if the file was removed meanwhile; then the next record goes into another one
   */
  void force() throws TornLogException {
    try {
      active.force();
    } catch (IOException | RuntimeException | Error e) {
      torn = new TornLogException("cannot force events to the disk", e);
      throw torn;
    }
    refuseIfRemoved();
  }

  private void refuseIfRemoved() throws TornLogException {
    try {
      if (!place.isKept()) {
        throw new NoSuchFileException(folder.resolve(newest).toString());
      }
    } catch (IOException e) {
      throw new TornLogException("cannot tell where events were written to", e);
    }
  }

  /** Where the next record will begin. */
  Position end() throws IOException {
    if (newest.isEmpty()) {
      return Position.START;
    }
    long length = active == null ? Files.size(folder.resolve(newest)) : active.length();
    return new Position(newest, Math.max(length, HEAD.length));
  }

  /** The bytes of all files. */
  long bytes() {
    return bytes;
  }

  /** How many places were damaged. */
  long damaged() {
    return damaged;
  }

  /** Closes the file until it is needed again. */
  void rest() throws IOException {
    if (active != null) {
      active.close();
      active = null;
    }
  }

  @Override
  public void close() throws IOException {
    rest();
  }
}
