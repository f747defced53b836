package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.RefusedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The log that a gateway has of its own, if events are a topic's. */
final class OwnSegments {
  private OwnSegments() {}

  /**
   * Sees to it that there is none.
   *
   * @throws RefusedFileException if there is, as what is in it would count no more
   */
  static void refuse(Path events) throws IOException {
    Optional<Path> found = first(events);
    if (found.isPresent()) {
      throw new RefusedFileException(
          found.get()
              + ": found a segment of the embedded log beside events.backend: kafka, expected it"
              + " moved into the topic (./run.sh events import)");
    }
  }

  /** One of its segments. */
  static Optional<Path> first(Path events) throws IOException {
    if (!Files.isDirectory(events)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(events, 2, (file, kind) -> isSegment(events, file))) {
      return files.sorted().findFirst();
    }
  }

  private static boolean isSegment(Path events, Path file) {
    return !file.getParent().equals(events) && !file.equals(events) && SegmentFiles.isOne(file);
  }
}
