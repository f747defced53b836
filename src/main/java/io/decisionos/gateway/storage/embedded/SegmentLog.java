package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.Frame;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.disk.TornLogException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of checksummed records in segment files. Records are staged in memory and written together;
 * a write that fails leaves nothing behind. The oldest segment goes first, whole. For one thread.
 */
final class SegmentLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int STAGE_BYTES = 4 << 20;

  private final Segments segments;
  private final int segmentBytes;
  private final ByteBuffer stage = ByteBuffer.allocateDirect(STAGE_BYTES);
  private boolean unforced;
  private TornLogException torn;
  private Optional<String> damage = Optional.empty();

  private SegmentLog(Segments segments, int segmentBytes) {
    this.segments = segments;
    this.segmentBytes = segmentBytes;
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
    return new SegmentLog(Segments.open(directory, opener, visitor), segmentBytes);
  }

  boolean hasRoom(int payloadBytes) {
    return stage.remaining() >= Frame.HEAD + payloadBytes;
  }

  /** Takes a record for the next {@link #write}; there must be room for it. */
  Place stage(ByteBuffer payload) {
    int offset = segments.newest().length() + stage.position() + Frame.HEAD;
    var place = new Place(segments.newest().id(), offset, payload.remaining());
    Frame.put(stage, payload);
    return place;
  }

  /**
   * Writes what is staged; after it, failed or not, nothing is staged.
   *
   * @throws TornLogException if what a failed write left behind cannot be taken back, or what was
   *     written is in no file, as somebody has removed it; from then on nothing is written any more
   */
  void write() throws IOException {
    if (stage.position() == 0) {
      return;
    }
    try {
      refuseIfTorn();
      segments.newest().append(stage.flip());
      unforced = true;
      refuseIfRemoved();
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
      throw new TornLogException(
          torn.getMessage() + "; the log is not written until it is opened again", torn);
    }
  }

  private void refuseIfRemoved() throws TornLogException {
    try {
      segments.newest().requireKept();
    } catch (IOException e) {
      torn = new TornLogException(e.getMessage(), e);
      throw torn;
    }
  }

  private void rollIfFull() {
    if (segments.newest().length() >= segmentBytes) {
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
    segments.begin();
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
      segments.newest().force();
      unforced = false;
    } catch (IOException | RuntimeException | Error e) {
      torn = new TornLogException("cannot force the log to the disk", e);
      throw torn;
    }
    refuseIfRemoved();
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

  long oldest() {
    return segments.oldest().id();
  }

  boolean hasOneSegment() {
    return segments.count() == 1;
  }

  /**
   * Shows the records of the oldest segment. One that is damaged cannot be cleaned, so that the log
   * only grows from then on: {@link #trouble} says so.
   */
  void scanOldest(Visitor visitor) throws IOException {
    if (damage.isPresent()) {
      return;
    }
    Segment oldest = segments.oldest();
    int sound = oldest.scan(visitor);
    if (sound < oldest.length()) {
      damage = Optional.of(Segments.damage(oldest.path().getFileName(), sound));
    }
  }

  /** Deletes the oldest segment; there must be a newer one. */
  void dropOldest() throws IOException {
    segments.dropOldest();
  }

  /** The bytes of all files. */
  long bytes() {
    return segments.bytes();
  }

  @Override
  public void close() throws IOException {
    segments.close();
  }
}
