package io.decisionos.gateway.app;

/** The gateway cannot start. The message is the one line that the operator reads. */
final class StartFailure extends RuntimeException {
  StartFailure(String message) {
    super(message, null, false, false);
  }
}
