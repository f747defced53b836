package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.storage.StorageChannels.Deleted;
import io.decisionos.gateway.storage.StorageChannels.Ended;
import io.decisionos.gateway.storage.StorageChannels.Found;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Answers for entries and kept answers, in the context that opens it. */
record EtagDesk(Bus bus, EtagStores stores, Supplier<Health> health) {
  /** Completes when every channel is open. */
  Future<Void> open() {
    return openEntries()
        .compose(v -> openAnswers())
        .compose(
            v ->
                bus.answer(
                    StorageChannels.ENTRIES_HEALTH, query -> Future.succeededFuture(health.get())));
  }

  private Future<Void> openEntries() {
    EtagStore entries = stores.entries();
    return bus.answer(StorageChannels.PUT, put -> entries.put(put.key(), put.draft(), put.terms()))
        .compose(
            v -> bus.answer(StorageChannels.GET, get -> entries.get(get.key()).map(Found::new)))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.DELETE,
                    gone -> entries.delete(gone.key(), gone.terms()).map(n -> new Deleted())))
        .compose(v -> bus.answer(StorageChannels.LIST, entries::list))
        .compose(v -> bus.answer(StorageChannels.USAGE, query -> entries.usage(query.tenant())));
  }

  private Future<Void> openAnswers() {
    Answers answers = stores.answers();
    return bus.answer(StorageChannels.BEGIN, asked -> answers.begin(asked.key(), asked.claim()))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.END,
                    asked ->
                        answers
                            .end(asked.key(), asked.claim(), asked.answer())
                            .map(over -> new Ended())));
  }
}
