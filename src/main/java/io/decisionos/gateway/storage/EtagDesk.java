package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.storage.StorageChannels.Deleted;
import io.decisionos.gateway.storage.StorageChannels.Found;
import io.decisionos.gateway.storage.StorageChannels.Keep;
import io.decisionos.gateway.storage.StorageChannels.Recall;
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
    return bus.answer(StorageChannels.RECALL, this::recall)
        .compose(v -> bus.answer(StorageChannels.KEEP, this::keep));
  }

  /** An answer that could not be kept is not begun: a repeat would do the write again. */
  private Future<Found> recall(Recall recall) {
    return stores
        .answers()
        .get(recall.key())
        .map(
            found -> {
              if (found.isEmpty()) {
                stores.fullFor().apply(recall.tenant()).ifPresent(EtagDesk::refuse);
              }
              return new Found(found);
            });
  }

  private static void refuse(Problem problem) {
    throw problem.asException();
  }

  private Future<Stored> keep(Keep keep) {
    var draft = new Draft(keep.answer(), Terms.REMEMBERED);
    return stores.answers().put(keep.key(), draft, Terms.NONE);
  }
}
