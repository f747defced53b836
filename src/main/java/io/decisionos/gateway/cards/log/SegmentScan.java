package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through one file of a tenant's log, and past what is damaged in it. For one thread. */
final class SegmentScan {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentScan.class);

  private final Path file;
  private long damaged;

  SegmentScan(Path file) {
    this.file = file;
  }

  /** Shows every sound record from an offset on; returns where the last of them ends. */
  long show(long begin, EventSegments.Visitor visitor) throws IOException {
    long sound = begin;
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      int at = (int) Math.min(begin, all.limit());
      while (at < all.limit()) {
        ByteBuffer rest = all.duplicate().position(at);
        ByteBuffer payload = Frame.next(rest);
        var record = payload == null ? null : BatchRecord.decode(payload).orElse(null);
        if (record == null) {
          at = resume(all, at + 1);
          continue;
        }
        passOver(sound, at);
        visitor.visit(record);
        at = rest.position();
        sound = at;
      }
    }
    return sound;
  }

  /** The next place at which a sound record begins. */
  private static int resume(ByteBuffer all, int from) {
    for (int at = from; at < all.limit() - Frame.HEAD; at++) {
      boolean likely = BatchRecord.mayBe(all.duplicate().position(at + Frame.HEAD));
      if (likely && Frame.next(all.duplicate().position(at)) != null) {
        return at;
      }
    }
    return all.limit();
  }

  /** Says that there is damage between two offsets. */
  void passOver(long from, long to) {
    if (from < to) {
      damaged++;
      LOG.error("passed over damage file={} from={} bytes={}", file, from, to - from);
    }
  }

  /** How many places were damaged. */
  long damaged() {
    return damaged;
  }
}
