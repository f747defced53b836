package io.decisionos.gateway.evidence.json;

/**
 * Says why bytes are not a document. Has no stack trace: a broken file is an outcome, not a bug.
 * The message never repeats what the file says, so that it may be shown.
 */
public final class UnreadableException extends Exception {
  UnreadableException(String message) {
    super(message, null, false, false);
  }

  static UnreadableException at(int offset, String found) {
    return new UnreadableException(found + " at byte " + offset);
  }
}
