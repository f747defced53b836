package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Answers for nonces, in the context that opens it. */
record ReplayDesk(Bus bus, ReplayGuard guard, Supplier<Health> health) {
  /** Completes when every channel is open. */
  Future<Void> open() {
    return bus.answer(StorageChannels.ADMIT, guard::admit)
        .compose(
            v ->
                bus.answer(
                    StorageChannels.NONCES_HEALTH, query -> Future.succeededFuture(health.get())));
  }
}
