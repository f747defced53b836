package io.decisionos.gateway.evidence.log;

import java.io.IOException;

/** A log is not what the gateway left. The message says how, for people. */
public final class LogRefusedException extends IOException {
  LogRefusedException(String message) {
    super(message);
  }

  LogRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
