package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.storage.StorageChannels.Released;
import io.vertx.core.Future;

/** Answers for who has begun a request, in the context that opens it. */
record ClaimDesk(Bus bus, AnswerClaims claims) {
  /** Completes when both channels are open. */
  Future<Void> open() {
    return bus.answer(StorageChannels.CLAIM, asked -> claims.claim(asked.key(), asked.claim()))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.RELEASE,
                    asked ->
                        claims
                            .release(asked.key(), asked.claim())
                            .map(released -> new Released())));
  }
}
