package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last checkpoint of one tenant, beside the files that it names. All of it is made of the log
 * and can be made again. Stateless.
 */
record CheckpointFile(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final String NAME = "checkpoint.json";

  /** The last checkpoint; {@link Checkpoint#NONE} if there is none that can be used. */
  Checkpoint read() throws IOException {
    OwnerOnly.folder(folder);
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Checkpoint.NONE;
    }
    Optional<Checkpoint> found = Checkpoint.decode(Files.readString(file));
    if (found.isEmpty()) {
      LOG.warn("counts are made again from the log, as there is damage in file={}", file);
    }
    return found.orElse(Checkpoint.NONE);
  }

  void write(Checkpoint checkpoint) throws IOException {
    Durable.write(folder.resolve(NAME), checkpoint.encode());
  }

  /** Deletes what a checkpoint does not name, and the one that cannot be used. */
  void clean(Checkpoint checkpoint) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        // Left there, it would seem to fit once the log is as long again.
        boolean kept = name.equals(NAME) && !checkpoint.equals(Checkpoint.NONE);
        if (!kept && !checkpoint.counts().runs().contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
