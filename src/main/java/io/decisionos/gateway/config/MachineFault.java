package io.decisionos.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Failures that say something of the machine and nothing of what was looked at: no descriptor is
 * free, no memory, or the disk cannot be read. What is known already stays as it is then, however
 * long that takes. Stateless.
 */
final class MachineFault {
  private static final Path ALWAYS_THERE = Path.of("/dev/null");
  private static final List<String> SHORT_OF = List.of("too many open files", "allocate memory");
  private static final String DISK = "input/output error";

  private MachineFault() {}

  /** Passes over a failure that is a file's own; no look can go on after any other. */
  static void refuseOfFile(IOException e) {
    if (isShortOfSomething(e)) {
      throw new UncheckedIOException(e);
    }
  }

  /** Likewise for the directory, where a disk that cannot be read tells nothing of any file. */
  static void refuseOfDirectory(IOException e) {
    if (isShortOfSomething(e) || says(e, DISK)) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShortOfSomething(IOException e) {
    if (e instanceof NoSuchFileException
        || e instanceof AccessDeniedException
        || e instanceof NotDirectoryException) {
      return false;
    }
    return SHORT_OF.stream().anyMatch(text -> says(e, text)) || !canOpenAnything();
  }

  private static boolean says(IOException e, String text) {
    return Optional.ofNullable(e.getMessage())
        .filter(message -> message.toLowerCase(Locale.ROOT).contains(text))
        .isPresent();
  }

  /** Where the system speaks another language than ours, trying it out tells. */
  private static boolean canOpenAnything() {
    if (!Files.exists(ALWAYS_THERE)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(ALWAYS_THERE)) {
      return in != null;
    } catch (IOException e) {
      return false;
    }
  }
}
