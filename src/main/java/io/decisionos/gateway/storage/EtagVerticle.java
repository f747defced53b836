package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.storage.StorageChannels.Deleted;
import io.decisionos.gateway.storage.StorageChannels.Found;
import io.decisionos.gateway.storage.StorageChannels.Keep;
import io.decisionos.gateway.storage.StorageChannels.Put;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for entries and kept answers: one worker where the backend blocks, or one on each event
 * loop where it does not.
 */
public final class EtagVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(EtagVerticle.class);
  private static final long HOUSE_MS = 250;
  private static final Duration ANSWER_TTL = Duration.ofMinutes(10);

  private final Bus bus;
  private final Backend.Opener<EtagStores> opener;
  private final StorageMeters meters;
  private Backend<EtagStores> backend;

  public EtagVerticle(Bus bus, Backend.Opener<EtagStores> opener, StorageMeters meters) {
    this.bus = bus;
    this.opener = opener;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    return opener
        .open(context)
        .compose(
            opened -> {
              backend = opened;
              vertx.setPeriodic(HOUSE_MS, timer -> keepHouse());
              return answer(opened.store().entries()).compose(v -> answerKept());
            });
  }

  private Future<Void> answer(EtagStore entries) {
    return bus.answer(StorageChannels.PUT, put -> put(entries, put))
        .compose(
            v -> bus.answer(StorageChannels.GET, get -> entries.get(get.key()).map(Found::new)))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.DELETE,
                    gone -> entries.delete(gone.key(), gone.condition()).map(n -> new Deleted())))
        .compose(v -> bus.answer(StorageChannels.LIST, entries::list))
        .compose(v -> bus.answer(StorageChannels.USAGE, query -> entries.usage(query.tenant())))
        .compose(
            v ->
                bus.answer(
                    StorageChannels.ENTRIES_HEALTH,
                    query -> Future.succeededFuture(backend.health())));
  }

  private static Future<Stored> put(EtagStore entries, Put put) {
    return entries.put(put.key(), put.draft(), put.condition(), put.allowance());
  }

  private Future<Void> answerKept() {
    EtagStore answers = backend.store().answers();
    return bus.answer(StorageChannels.RECALL, recall -> answers.get(recall.key()).map(Found::new))
        .compose(v -> bus.answer(StorageChannels.KEEP, keep -> keep(answers, keep)));
  }

  private static Future<Stored> keep(EtagStore answers, Keep keep) {
    var draft = new Draft(keep.answer(), ANSWER_TTL);
    return answers.put(keep.key(), draft, Precondition.NONE, Long.MAX_VALUE);
  }

  private void keepHouse() {
    backend
        .keepHouse()
        .eventually(
            () -> {
              meters.show(backend.health());
              return Future.succeededFuture();
            })
        .onFailure(cause -> LOG.warn("housekeeping of entries failed cause={}", cause.toString()));
  }

  @Override
  public Future<?> stop() {
    return backend == null ? Future.succeededFuture() : backend.close();
  }
}
