package io.decisionos.gateway.bus;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import java.time.Duration;

/** Why a question has no answer. */
final class NoAnswer {
  private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(1);

  private NoAnswer() {}

  static Problem overloaded() {
    return Problem.of(
            ProblemType.GATEWAY_OVERLOADED,
            "Too many requests of this kind are being worked on. Try again in a second.")
        .retryAfter(OVERLOAD_PAUSE);
  }

  static Problem timeout() {
    return Problem.of(
        ProblemType.WORKER_TIMEOUT,
        "The answer was not ready in time. Try again; nothing changed.");
  }

  static Problem internal() {
    return Problem.of(
        ProblemType.GATEWAY_INTERNAL,
        "The gateway failed to answer. Tell its operator the request_id.");
  }
}
