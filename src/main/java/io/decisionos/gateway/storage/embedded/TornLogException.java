package io.decisionos.gateway.storage.embedded;

import java.io.IOException;

/**
 * A write failed and what it left behind could not be taken back, so its outcome is unknown until
 * the log is opened again.
 */
final class TornLogException extends IOException {
  TornLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
