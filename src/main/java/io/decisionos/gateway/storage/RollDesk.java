package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.vertx.core.Future;

/** Answers for the roll of gateways, in the context that opens it. */
record RollDesk(Bus bus, GatewayRoll roll) {
  /** Completes when the channel is open. */
  Future<Void> open() {
    return bus.answer(StorageChannels.ROLL, roll::call);
  }
}
