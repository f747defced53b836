package io.decisionos.gateway.disk;

import java.io.IOException;

/**
 * A write failed and what it left behind could not be taken back, so its outcome is unknown until
 * the log is opened again.
 */
public final class TornLogException extends IOException {
  public TornLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
