package io.decisionos.gateway.disk;

import java.io.IOException;

/**
 * A file cannot be used as it is; the message names it, what was found and what was expected. The
 * gateway does not start.
 */
public final class RefusedFileException extends IOException {
  public RefusedFileException(String message) {
    super(message);
  }
}
