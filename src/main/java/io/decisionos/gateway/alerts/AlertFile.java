package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.book.DeskState;
import io.decisionos.gateway.alerts.book.DeskStateJson;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the next run has to know, in one file that is there whole or not at all. Blocks. */
final class AlertFile {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFile.class);

  private final Path file;
  private boolean failing;

  AlertFile(Path directory) {
    this.file = directory.resolve("state.json");
  }

  /** What the last run has left; what cannot be read is put aside, as nobody must go untold. */
  Optional<DeskState> read() {
    try {
      Durable.folder(file.getParent());
      return Files.exists(file)
          ? Optional.of(DeskStateJson.read(new JsonObject(Files.readString(file))))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.warn("what was known of alerts cannot be read, and is begun anew file={}", file, e);
      putAside();
      return Optional.empty();
    }
  }

  private void putAside() {
    try {
      Files.move(
          file, file.resolveSibling("state.json.unreadable"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("the file cannot be put aside, and is written over file={}", file, e);
    }
  }

  /** Completes on the disk; tells whether it did. */
  boolean write(DeskState state) {
    try {
      OwnerOnly.folderAgain(file.getParent());
      Durable.write(file, DeskStateJson.of(state).encode());
      failing = false;
      return true;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("what is known of alerts cannot be written down for now file={}", file, e);
      }
      failing = true;
      return false;
    }
  }
}
