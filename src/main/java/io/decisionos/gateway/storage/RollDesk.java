package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.RateLeases;
import io.vertx.core.Future;

/**
 * Answers for what gateways share beside their stores: the roll, and leases of rates; in the
 * context that opens it.
 */
record RollDesk(Bus bus, GatewayRoll roll, RateLeases leases) {
  /** Completes when both channels are open. */
  Future<Void> open() {
    return bus.answer(StorageChannels.ROLL, roll::call)
        .compose(
            v ->
                bus.answer(
                    StorageChannels.LEASE,
                    batch -> leases.lease(batch.asks()).map(StorageChannels.Leased::new)));
  }
}
