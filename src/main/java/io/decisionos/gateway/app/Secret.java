package io.decisionos.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/** The installation's own secret, which seals cursors and tokens across restarts. */
final class Secret {
  private static final int BYTES = 32;

  private Secret() {}

  /**
   * Reads the secret of a data directory; makes one where there is none.
   *
   * @throws StartFailure where neither is possible
   */
  static byte[] of(Path data) {
    Path file = data.resolve("secret");
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      byte[] secret = Files.readAllBytes(file);
      if (secret.length != BYTES) {
        throw new StartFailure(
            file + ": found " + secret.length + " bytes, expected " + BYTES + "; remove the file");
      }
      return secret;
    } catch (IOException e) {
      throw new StartFailure(file + ": found " + e + ", expected a file that can be read");
    }
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    // A temporary file is readable by its owner alone, and stays so when it is renamed.
    Path draft = Files.createTempFile(file.getParent(), "secret", ".tmp");
    Files.write(draft, secret);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
