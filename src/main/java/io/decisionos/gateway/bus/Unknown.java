package io.decisionos.gateway.bus;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;

/** The outcome of a write about which nobody was heard. Pure. */
public final class Unknown {
  private static final String OUTCOME = "outcome";

  private Unknown() {}

  /** The problem of a write that may or may not have happened. */
  public static Problem problem() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "The storage did not answer and the write may have happened. Read before repeating it.")
        .with(OUTCOME, "unknown");
  }

  /** A write that was not answered in time did perhaps happen; nothing else changes. */
  public static <T> Future<T> sayAfterWrite(Throwable cause) {
    return insteadOfSilence(cause, problem());
  }

  /**
   * Puts another problem in the place of silence: only reads may say that it took too long, and
   * that the outcome is unknown only who has asked for what the caller wants done.
   */
  public static <T> Future<T> insteadOfSilence(Throwable cause, Problem problem) {
    boolean unanswered =
        cause instanceof ProblemException expected && isUnanswered(expected.problem());
    return Future.failedFuture(unanswered ? problem.asException() : cause);
  }

  private static boolean isUnanswered(Problem problem) {
    return problem.type() == ProblemType.WORKER_TIMEOUT || problem.members().containsKey(OUTCOME);
  }
}
