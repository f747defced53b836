package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.Kind;
import java.util.OptionalLong;

/**
 * What came back for one request. Immutable.
 *
 * @param status 0 if there was no answer
 * @param retryAfterMillis what the answer asked to wait, 0 if it did not
 * @param fault what the check of the answer found, empty if nothing
 */
record Outcome(Kind kind, int status, long retryAfterMillis, String fault) {

  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  static Outcome failed(Kind kind) {
    return new Outcome(kind, 0, 0, "");
  }

  /** The outcome of an answer, given whether its status is one of the expected. */
  static Outcome answered(int status, boolean expected, OptionalLong retryAfterSeconds) {
    long wait = retryAfterSeconds.orElse(0) * 1000;
    if (expected) {
      return new Outcome(Kind.OK, status, wait, "");
    }
    boolean rejected = status == TOO_MANY || status == UNAVAILABLE;
    return new Outcome(rejected ? Kind.REJECTED : Kind.STATUS, status, wait, "");
  }

  /** The outcome of an answer whose status was right and whose content was not. */
  static Outcome wrong(int status, String fault) {
    return new Outcome(Kind.CHECK, status, 0, fault);
  }

  /** Whether a client would try again. */
  boolean isWorthARetry() {
    return kind != Kind.OK && kind != Kind.STATUS && kind != Kind.CHECK;
  }
}
