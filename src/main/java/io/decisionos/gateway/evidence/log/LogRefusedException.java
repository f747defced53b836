package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.merkle.BrokenTreeException;
import java.io.IOException;

/** A log is not what the gateway left. The message says how, for people. */
public final class LogRefusedException extends IOException {
  LogRefusedException(String message) {
    super(message);
  }

  LogRefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Its files are not those of one tree. */
  public static LogRefusedException of(BrokenTreeException cause) {
    return new LogRefusedException("it was cut or changed: " + cause.getMessage(), cause);
  }
}
