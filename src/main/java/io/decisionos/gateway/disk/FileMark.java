package io.decisionos.gateway.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Which file had a name: somebody may remove it, or its whole folder, and what goes on being
 * written to a file without a name is in no file. Immutable.
 *
 * @param key tells the file from any other that has the name later; empty if there was none
 */
public record FileMark(Path path, Optional<Object> key) {
  /** The file that has this name now. */
  public static FileMark of(Path path) throws IOException {
    return new FileMark(path, keyOf(path));
  }

  private static Optional<Object> keyOf(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether that file has its name still. */
  public boolean isKept() throws IOException {
    return keyOf(path).equals(key);
  }
}
