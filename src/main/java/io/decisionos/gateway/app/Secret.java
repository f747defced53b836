package io.decisionos.gateway.app;

import io.decisionos.gateway.access.SecretFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The secret that seals cursors and tokens, so that they are good across restarts and on every
 * gateway that has the same one.
 */
final class Secret {
  private Secret() {}

  /**
   * Reads the secret; makes one if there is none.
   *
   * @throws StartFailure if neither is possible
   */
  static byte[] of(Path file) {
    try {
      return SecretFile.of(file);
    } catch (IOException e) {
      throw new StartFailure(e.getMessage());
    }
  }
}
