package io.decisionos.gateway.evidence;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;

/** What callers hear of what is not there, or is another tenant's. */
final class NotThere {
  private NotThere() {}

  static ProblemException unknown() {
    return of("No evidence has this id; see GET /evidence for those that are.");
  }

  static ProblemException of(String detail) {
    return Problem.of(ProblemType.REQUEST_NOT_FOUND, detail).asException();
  }
}
