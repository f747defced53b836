package io.decisionos.gateway.app;

import io.decisionos.gateway.disk.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The only directory that the gateway writes. */
final class DataDirectory {
  private DataDirectory() {}

  /**
   * Makes the directory where it is missing.
   *
   * @throws StartFailure where it cannot be had or written
   */
  static void prepare(Path directory) {
    try {
      Durable.folder(directory);
    } catch (IOException e) {
      throw new StartFailure(
          "data.directory: found " + directory + ", which cannot be made, expected a directory");
    }
    if (!Files.isWritable(directory)) {
      throw new StartFailure(
          "data.directory: found " + directory + ", not writable, expected a writable directory");
    }
  }
}
