package io.decisionos.gateway.app;

import io.decisionos.gateway.access.SecretFile;
import java.io.IOException;
import java.nio.file.Path;

/** The installation's own secret, which seals cursors and tokens across restarts. */
final class Secret {
  private Secret() {}

  /**
   * Reads the secret of a data directory; makes one where there is none.
   *
   * @throws StartFailure where neither is possible
   */
  static byte[] of(Path data) {
    Path file = data.resolve("secret");
    try {
      return SecretFile.of(file);
    } catch (IOException e) {
      throw new StartFailure(e.getMessage());
    }
  }
}
