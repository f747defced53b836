package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.cards.event.EventReader;
import io.decisionos.gateway.cards.event.EventReader.NoEventException;
import io.decisionos.gateway.cards.event.ReasonEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads on in one file of another process. For one thread. */
final class NewLines {
  /** So much is read at a time. */
  static final int CHUNK = 1 << 20;

  /** A longer line is no event, however it ends. */
  private static final int MOST_OF_LINE = 64 << 10;

  private final FileContent content;
  private final FilePlace from;
  private final List<ReasonEvent> events = new ArrayList<>();
  private boolean skipping;
  private long bad;

  private NewLines(FileContent content, FilePlace from) {
    this.content = content;
    this.from = from;
    this.skipping = from.skipping();
  }

  /**
   * Reads on.
   *
   * @param from a place that was found in this file before
   * @param settled whether nothing was written for a while, so that a last line without an end is
   *     taken if it is an event
   * @return what was read with the new place; empty if there is nothing new, or if the file does
   *     not hold any more what was read of it
   */
  static Optional<FilePart> read(FileContent content, FilePlace from, boolean settled)
      throws IOException {
    return content.holds(from) ? new NewLines(content, from).read(settled) : Optional.empty();
  }

  private Optional<FilePart> read(boolean settled) throws IOException {
    ByteBuffer chunk = content.bytes(from.offset(), CHUNK);
    int used = takeLines(chunk);
    if (used == 0 && chunk.limit() == CHUNK) {
      used = skipRest(chunk);
    } else if (settled
        && used < chunk.limit()
        && isEvent(chunk.slice(used, chunk.limit() - used))) {
      take(chunk.slice(used, chunk.limit() - used));
      used = chunk.limit();
    }
    return used == 0 ? Optional.empty() : Optional.of(part(from.offset() + used));
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

  private FilePart part(long offset) throws IOException {
    var now =
        new FilePlace(
            from.name(),
            from.inode(),
            offset,
            content.head(offset),
            content.tail(offset),
            skipping,
            bad);
    return new FilePart(events, now);
  }
}
