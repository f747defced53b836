package io.decisionos.gateway.bus;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;

/** The outcome of a write about which nobody was heard. Pure. */
public final class Unknown {
  private Unknown() {}

  /** The problem of a write that may or may not have happened. */
  public static Problem problem() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "The storage did not answer and the write may have happened. Read before repeating it.")
        .with("outcome", "unknown");
  }

  /** A write that was not answered in time did perhaps happen; nothing else changes. */
  public static <T> Future<T> sayAfterWrite(Throwable cause) {
    return insteadOfSilence(cause, problem());
  }

  /** Puts another problem in the place of silence: only reads may say that it took too long. */
  public static <T> Future<T> insteadOfSilence(Throwable cause, Problem problem) {
    boolean unanswered =
        cause instanceof ProblemException expected
            && expected.problem().type() == ProblemType.WORKER_TIMEOUT;
    return Future.failedFuture(unanswered ? problem.asException() : cause);
  }
}
