package io.decisionos.gateway.fault;

/** Carries a {@link Problem} through futures. Has no stack trace: it is an outcome, not a bug. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.type().reasonCode() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
