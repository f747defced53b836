package io.decisionos.gateway.evidence.merkle;

/** The files of a log are not those of one tree. The message is for people. */
public final class BrokenTreeException extends RuntimeException {
  public BrokenTreeException(String message) {
    super(message);
  }
}
