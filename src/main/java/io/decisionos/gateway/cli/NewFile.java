package io.decisionos.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is readable by its owner alone and takes the place of no other. */
final class NewFile {
  private NewFile() {}

  /**
   * Writes it, whole or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of this name
   */
  static void write(Path file, String text) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", ".tmp", owner);
    try {
      Files.writeString(draft, text);
      // Unlike a rename, a link never takes the place of a file that is there.
      Files.createLink(file, draft);
    } finally {
      Files.delete(draft);
    }
  }
}
