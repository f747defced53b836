package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.storage.Answers;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** First answers in a store of their own; as no other gateway has it, none has begun elsewhere. */
record EmbeddedAnswers(EmbeddedEtagStore store) implements Answers {
  @Override
  public Future<Begun> begin(StoreKey key, String claim) {
    return store
        .get(key)
        .map(
            kept -> {
              if (kept.isEmpty()) {
                store.fullFor(key.tenant()).ifPresent(EmbeddedAnswers::refuse);
              }
              return new Begun(kept, false);
            });
  }

  private static void refuse(Problem problem) {
    throw problem.asException();
  }

  @Override
  public Future<Void> end(StoreKey key, String claim, Optional<Buffer> answer) {
    return answer
        .map(bytes -> store.put(key, new Draft(bytes, Terms.REMEMBERED), Terms.NONE))
        .map(stored -> stored.<Void>mapEmpty())
        .orElse(Future.succeededFuture());
  }
}
