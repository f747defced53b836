package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for nonces. Not the verticle of entries, which need not wait while nonces are brought to
 * the disk: one worker where the backend blocks, or one on each event loop where it does not.
 */
public final class ReplayVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayVerticle.class);
  private static final long HOUSE_MS = 1000;

  private final Bus bus;
  private final Backend.Opener<ReplayGuard> opener;
  private final StorageMeters meters;
  private Backend<ReplayGuard> backend;

  public ReplayVerticle(Bus bus, Backend.Opener<ReplayGuard> opener, StorageMeters meters) {
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
              return bus.answer(StorageChannels.ADMIT, opened.store()::admit);
            })
        .compose(
            v ->
                bus.answer(
                    StorageChannels.NONCES_HEALTH,
                    query -> Future.succeededFuture(backend.health())));
  }

  private void keepHouse() {
    backend
        .keepHouse()
        .eventually(
            () -> {
              meters.show(backend.health());
              return Future.succeededFuture();
            })
        .onFailure(cause -> LOG.warn("housekeeping of nonces failed cause={}", cause.toString()));
  }

  @Override
  public Future<?> stop() {
    return backend == null ? Future.succeededFuture() : backend.close();
  }
}
