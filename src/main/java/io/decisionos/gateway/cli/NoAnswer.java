package io.decisionos.gateway.cli;

/** What a command cannot answer: the message says why, and its exit code. */
final class NoAnswer extends Exception {
  private final int code;

  NoAnswer(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
