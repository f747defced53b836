package io.decisionos.gateway.evidence.store;

import io.decisionos.gateway.disk.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers over a kill which plan was being run, so that a file whose tombstone is in the log and
 * that is still there can be told from one that was handed in again. Any thread, one at a time.
 */
public final class RunFile {
  private final Path file;

  public RunFile(Path file) {
    this.file = file;
  }

  /** The plan of a run that has not ended. */
  public Optional<String> unfinished() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** A run begins. */
  public void begin(String plan) throws IOException {
    Durable.write(file, plan + "\n");
  }

  /** The run of a plan has ended, unless another one has begun. */
  public void end(String plan) throws IOException {
    if (unfinished().equals(Optional.of(plan))) {
      Files.delete(file);
    }
  }
}
