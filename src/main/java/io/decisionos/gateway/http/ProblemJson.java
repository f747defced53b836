package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Problems as {@code application/problem+json} (RFC 9457). Pure. */
final class ProblemJson {
  private static final String TYPE_PREFIX = "urn:decisionos:problem:";

  private ProblemJson() {}

  /** The problem as an answer that can be kept. */
  static Answer answer(Problem problem, String requestId) {
    return new Answer(
        problem.type().status(),
        "application/problem+json",
        body(problem, requestId),
        Optional.empty(),
        List.of());
  }

  static Buffer body(Problem problem, String requestId) {
    var json =
        new JsonObject()
            .put("type", TYPE_PREFIX + problem.type().reasonCode())
            .put("title", problem.type().title())
            .put("status", problem.type().status())
            .put("detail", problem.detail())
            .put("reason_code", problem.type().reasonCode())
            .put("request_id", requestId);
    problem.members().forEach(json::put);
    return json.toBuffer();
  }

  /** The delay in whole seconds, rounded up, at least one. */
  static long wholeSeconds(Duration delay) {
    return Math.max(1, delay.plusMillis(999).toSeconds());
  }
}
