package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.cards.event.ReasonEvent;
import java.util.List;

/**
 * What was read of a file of another process at once. Immutable.
 *
 * @param place how far the file is read with these events
 */
public record FilePart(List<ReasonEvent> events, FilePlace place) {
  /** The place alone, of which no more is read. */
  static FilePart moved(FilePlace place) {
    return new FilePart(List.of(), place);
  }
}
