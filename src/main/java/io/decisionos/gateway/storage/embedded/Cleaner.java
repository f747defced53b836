package io.decisionos.gateway.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Gives space back. Only the oldest segment is ever cleaned: what is still needed in it is written
 * again at the end of the log, then the file goes. Nothing older exists, so removals in it need not
 * be kept. At most one segment is rewritten each time, and only while more than half of the log is
 * dead: the log is at most twice what is needed and some segments, and each byte is rewritten once
 * on average.
 */
record Cleaner(SegmentLog log, GroupCommit group, EntryIndex index) {

  void clean(int segmentBytes) throws IOException {
    dropUnneeded();
    long needed = index.liveBytes();
    if (log.bytes() - needed <= Math.max(2L * segmentBytes, needed)) {
      return;
    }
    if (log.hasOneSegment()) {
      log.roll();
    }
    log.scanOldest(this::keepNeeded);
    group.commit();
    dropUnneeded();
  }

  /** Not before what replaces them is on the disk; a segment whose rewriting failed stays. */
  private void dropUnneeded() throws IOException {
    while (!log.hasOneSegment() && index.liveBytes(log.oldest()) == 0) {
      log.force();
      log.dropOldest();
    }
  }

  private void keepNeeded(Place place, ByteBuffer payload) {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    var key = EntryRecord.decode(payload).key();
    Optional<Slot> slot = index.get(key).filter(current -> current.place().equals(place));
    if (slot.isPresent()) {
      group.makeRoom(copy.remaining());
      Place moved = group.stage(copy, () -> index.set(key, slot));
      index.set(key, slot.map(current -> current.movedTo(moved)));
    }
  }
}
