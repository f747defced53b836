package io.decisionos.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that takes the place of no other. */
final class NewFile {
  private NewFile() {}

  /**
   * Writes it for its owner alone, whole or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of this name
   */
  static void write(Path file, String text) throws IOException {
    write(file, text, draft -> {});
  }

  /** Likewise, with the owner, the group and the mode of another file. */
  static void writeLike(Path other, Path file, String text) throws IOException {
    var like = Files.readAttributes(other, PosixFileAttributes.class);
    write(
        file,
        text,
        draft -> {
          var own = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
          own.setOwner(like.owner());
          own.setGroup(like.group());
          own.setPermissions(like.permissions());
        });
  }

  /** What is done to a file before it has its name. */
  private interface Change {
    void to(Path draft) throws IOException;
  }

  private static void write(Path file, String text, Change change) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", ".tmp", owner);
    try {
      Files.writeString(draft, text);
      change.to(draft);
      // Unlike a rename, a link never takes the place of a file that is there.
      Files.createLink(file, draft);
    } finally {
      Files.delete(draft);
    }
  }
}
