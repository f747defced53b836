package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of another process in which there is something new.
 *
 * @param from how far it is read
 * @param size that it had when it was seen
 * @param settled whether nothing was written for a while then
 */
record DueFile(Path path, FilePlace from, long size, boolean settled) {
  String name() {
    return PathText.ofName(path);
  }

  long behind() {
    return size - from.offset();
  }

  /** Reads a part of what is new. */
  Optional<FilePart> read() throws IOException {
    try (var content = FileContent.open(path)) {
      return NewLines.read(content, from, settled && content.size() == size);
    }
  }
}
