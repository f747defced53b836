package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.RateLeases;
import io.decisionos.gateway.limit.UserRegister;
import io.vertx.core.Future;

/**
 * Answers for what gateways share beside their stores: the roll, leases of rates and users; in the
 * context that opens it.
 */
record RollDesk(Bus bus, GatewayRoll roll, RateLeases leases, UserRegister users) {
  /** Completes when every channel is open. */
  Future<Void> open() {
    return bus.answer(StorageChannels.ROLL, roll::call)
        .compose(
            v ->
                bus.answer(
                    StorageChannels.LEASE,
                    batch -> leases.lease(batch.asks()).map(StorageChannels.Leased::new)))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.USERS,
                    notes ->
                        users.note(notes.tenant(), notes.after(), notes.oldest(), notes.seen())))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.UNSEAT,
                    asked ->
                        users
                            .forget(asked.tenant(), asked.subject())
                            .map(forgotten -> new StorageChannels.Unseated())));
  }
}
