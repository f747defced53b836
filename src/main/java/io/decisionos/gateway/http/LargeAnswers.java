package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.connection.BodyBudget;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers that lie in memory until their callers have taken them, in bounds: who is slow to must
 * not fill it. Confined to one event loop.
 */
record LargeAnswers(BodyBudget budget) {
  /** Why one is not sent. */
  static final Problem OVERLOADED =
      Problem.of(
              ProblemType.GATEWAY_OVERLOADED,
              "Too many large answers wait to be taken; read those that were asked for first.")
          .retryAfter(Duration.ofSeconds(1));

  private static final int SMALL = 16 << 10;

  /** Whether an answer's bytes are counted until its caller has taken them. */
  static boolean isOne(Answer answer) {
    return answer.body().length() > SMALL;
  }

  /** Sends one; empty if there is no room for it. */
  Optional<Responses.Sent> send(Call call, Answer answer) {
    Optional<TenantId> party = call.exchange().tenant().map(Tenant::id);
    long bytes = Math.min(answer.body().length(), budget.capacity());
    if (!budget.reserve(party, bytes)) {
      return Optional.empty();
    }
    Promise<Void> over = Promise.promise();
    over.future().onComplete(written -> budget.release(party, bytes));
    try {
      Responses.Sent sent = Responses.send(call.request(), answer);
      sent.written().onComplete(over);
      return Optional.of(sent);
    } catch (RuntimeException e) {
      over.tryFail(e);
      throw e;
    }
  }
}
