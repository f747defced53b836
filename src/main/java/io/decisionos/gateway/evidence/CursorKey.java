package io.decisionos.gateway.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** Keeps the secret that cursors are sealed with, so that they stay good across restarts. */
final class CursorKey {
  private static final int BYTES = 32;

  private CursorKey() {}

  /** The secret in a file, which is made where there is none. */
  static byte[] readOrMake(Path file) throws IOException {
    if (Files.exists(file)) {
      byte[] kept = Files.readAllBytes(file);
      if (kept.length == BYTES) {
        return kept;
      }
    }
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    var ownersOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path unfinished = Files.createTempFile(file.getParent(), "cursor", ".tmp", ownersOnly);
    Files.write(unfinished, fresh);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return fresh;
  }
}
