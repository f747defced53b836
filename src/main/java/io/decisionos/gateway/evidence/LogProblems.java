package io.decisionos.gateway.evidence;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import java.time.Duration;

/** What callers hear of a log that cannot answer. */
final class LogProblems {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private LogProblems() {}

  static ProblemException stopped() {
    return unavailable(
        "The log of this tenant cannot be used now, and nothing is written to it; operators see why"
            + " in /readyz. Try again later.");
  }

  static ProblemException notYet() {
    return unavailable("There is no leaf under a checkpoint yet. Try again in a moment.");
  }

  private static ProblemException unavailable(String detail) {
    return Problem.of(ProblemType.EVIDENCE_LOG_UNAVAILABLE, detail).retryAfter(RETRY).asException();
  }
}
