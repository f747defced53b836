package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.vertx.core.Future;

/**
 * Answers for what gateways share beside their stores: the roll, leases of rates, users, sheets and
 * boards; in the context that opens it.
 */
record RollDesk(Bus bus, SharedStores stores) {
  /** Completes when every channel is open. */
  Future<Void> open() {
    return bus.answer(StorageChannels.ROLL, stores.roll()::call)
        .compose(v -> bus.answer(StorageChannels.BOARD, stores.board()::ask))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.LEASE,
                    batch -> stores.leases().lease(batch.asks()).map(StorageChannels.Leased::new)))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.USERS,
                    notes ->
                        stores
                            .users()
                            .note(notes.tenant(), notes.after(), notes.oldest(), notes.seen())))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.UNSEAT,
                    asked ->
                        stores
                            .users()
                            .forget(asked.tenant(), asked.subject())
                            .map(forgotten -> new StorageChannels.Unseated())))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.SHEET,
                    shown ->
                        stores
                            .sheets()
                            .swap(shown.place(), shown.gateway(), shown.sheet())
                            .map(StorageChannels.Sheets::new)));
  }
}
