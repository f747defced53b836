package io.decisionos.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Which files a gateway reads at all, so that whoever checks one without a gateway says what it
 * would. Blocking; stateless.
 */
public final class FileForm {
  private FileForm() {}

  /**
   * Why a file is not read, before anything in it is.
   *
   * @param name the name that the fault gives
   * @return empty for a regular file that is not too large
   * @throws IOException if there is none, or it cannot be looked at
   */
  public static Optional<Fault> fault(String name, Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      return Optional.of(Fault.irregular(name));
    }
    return found.size() > WatchedDirectory.MAX_FILE_BYTES
        ? Optional.of(Fault.oversized(name, found.size()))
        : Optional.empty();
  }
}
