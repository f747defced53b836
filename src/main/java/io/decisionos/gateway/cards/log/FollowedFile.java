package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.log.EventReader.NoEventException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads on in one file of another process. For one thread. */
final class FollowedFile {
  /** So much is read at a time. */
  static final int CHUNK = 1 << 20;

  /** A longer line is no event, however it ends. */
  private static final int MOST_OF_LINE = 64 << 10;

  /** So many of the first and of the last bytes that were read tell content from other content. */
  private static final int COMPARED = 1024;

  private final FileChannel channel;
  private final Followed from;
  private final List<ReasonEvent> events = new ArrayList<>();
  private boolean skipping;
  private long bad;

  private FollowedFile(FileChannel channel, Followed from) {
    this.channel = channel;
    this.from = from;
    this.skipping = from.skipping();
  }

  /**
   * Reads on.
   *
   * @param settled whether nothing was written for a while, so that a last line without an end is
   *     taken if it is an event
   * @return what was read with the new place; empty where there is nothing new
   */
  static Optional<BatchRecord> read(Path file, Followed from, boolean settled) throws IOException {
    try (var channel = open(file)) {
      return new FollowedFile(channel, from).read(settled);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Tells whether a file begins with what was read of one, perhaps under another name. */
  static boolean continues(Path file, Followed known) throws IOException {
    try (var channel = open(file)) {
      return channel.size() >= known.offset()
          && head(channel, known.offset()) == known.head()
          && tail(channel, known.offset()) == known.tail();
    }
  }

  private static int head(FileChannel channel, long offset) throws IOException {
    return checksum(channel, 0, (int) Math.min(offset, COMPARED));
  }

  private static int tail(FileChannel channel, long offset) throws IOException {
    int length = (int) Math.min(offset, COMPARED);
    return checksum(channel, offset - length, length);
  }

  private static int checksum(FileChannel channel, long from, int length) throws IOException {
    var crc = new CRC32C();
    crc.update(bytes(channel, from, length));
    return (int) crc.getValue();
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, from + bytes.position());
    }
    return bytes.flip();
  }

  private Optional<BatchRecord> read(boolean settled) throws IOException {
    long left = channel.size() - from.offset();
    ByteBuffer chunk = bytes(channel, from.offset(), (int) Math.min(left, CHUNK));
    int used = takeLines(chunk);
    if (used == 0 && chunk.limit() == CHUNK) {
      used = skipRest(chunk);
    } else if (settled
        && used < chunk.limit()
        && isEvent(chunk.slice(used, chunk.limit() - used))) {
      take(chunk.slice(used, chunk.limit() - used));
      used = chunk.limit();
    }
    return used == 0 ? Optional.empty() : Optional.of(record(from.offset() + used));
  }

  /** Takes all lines that have an end; returns where the last one ends. */
  private int takeLines(ByteBuffer chunk) {
    int begin = 0;
    for (int at = 0; at < chunk.limit(); at++) {
      if (chunk.get(at) == '\n') {
        take(chunk.slice(begin, at - begin));
        begin = at + 1;
      }
    }
    return begin;
  }

  private void take(ByteBuffer line) {
    if (skipping) {
      // The end of a line that was counted as bad when it grew too long.
      skipping = false;
      return;
    }
    try {
      if (line.remaining() > MOST_OF_LINE) {
        bad++;
      } else {
        EventReader.line(line).ifPresent(events::add);
      }
    } catch (NoEventException e) {
      bad++;
    }
  }

  private int skipRest(ByteBuffer chunk) {
    bad += skipping ? 0 : 1;
    skipping = true;
    return chunk.limit();
  }

  private boolean isEvent(ByteBuffer line) {
    try {
      return !skipping
          && line.remaining() <= MOST_OF_LINE
          && EventReader.line(line.duplicate()).isPresent();
    } catch (NoEventException e) {
      return false;
    }
  }

  private BatchRecord record(long offset) throws IOException {
    var now =
        new Followed(
            from.name(),
            from.inode(),
            offset,
            head(channel, offset),
            tail(channel, offset),
            skipping,
            bad);
    return new BatchRecord(events, Optional.empty(), Optional.of(now));
  }
}
