package io.decisionos.gateway.text;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What a failure says of itself. */
public final class Cause {
  private Cause() {}

  /**
   * Its message; some failures, a closed channel's among them, have none but their name, and those
   * of files often have the path alone.
   */
  public static String words(Throwable cause) {
    String message = Optional.ofNullable(cause.getMessage()).orElse(kind(cause));
    return cause instanceof FileSystemException file && message.equals(file.getFile())
        ? message + ": " + kind(cause)
        : message;
  }

  private static String kind(Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return "found nothing there";
    }
    return cause instanceof AccessDeniedException
        ? "permission denied"
        : cause.getClass().getSimpleName();
  }
}
