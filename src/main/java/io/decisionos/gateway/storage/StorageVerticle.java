package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a backend in its own context: one worker if the backend blocks, or one on each event loop if
 * it does not. Embedded entries and nonces are two workers, as entries need not wait while nonces
 * are brought to the disk.
 *
 * @param <S> what the backend offers
 */
public final class StorageVerticle<S> extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(StorageVerticle.class);
  private static final long HOUSE_MS = 250;

  private final Backend.Opener<S> opener;
  private final Function<Backend<S>, Future<Void>> desk;
  private final StorageNews news;
  private Backend<S> backend;

  private StorageVerticle(
      Backend.Opener<S> opener, Function<Backend<S>, Future<Void>> desk, StorageNews news) {
    this.opener = opener;
    this.desk = desk;
    this.news = news;
  }

  /** Answers for entries and kept answers. */
  public static StorageVerticle<EtagStores> ofEntries(
      Bus bus, Backend.Opener<EtagStores> opener, StorageNews news) {
    return new StorageVerticle<>(
        opener,
        opened -> new EtagDesk(bus, opened.store(), () -> news.ofAll(opened.health())).open(),
        news);
  }

  /** Answers for nonces. */
  public static StorageVerticle<ReplayGuard> ofNonces(
      Bus bus, Backend.Opener<ReplayGuard> opener, StorageNews news) {
    return new StorageVerticle<>(
        opener,
        opened -> new ReplayDesk(bus, opened.store(), () -> news.ofAll(opened.health())).open(),
        news);
  }

  /** Answers for all of it. */
  public static StorageVerticle<SharedStores> ofAll(
      Bus bus, Backend.Opener<SharedStores> opener, StorageNews news) {
    return new StorageVerticle<>(opener, opened -> openAll(bus, opened, news), news);
  }

  private static Future<Void> openAll(Bus bus, Backend<SharedStores> opened, StorageNews news) {
    Supplier<Health> health = () -> news.ofAll(opened.health());
    return new EtagDesk(bus, opened.store().etags(), health)
        .open()
        .compose(v -> new ReplayDesk(bus, opened.store().guard(), health).open())
        .compose(v -> new RollDesk(bus, opened.store()).open());
  }

  @Override
  public Future<?> start() {
    return opener
        .open(context)
        .compose(
            opened -> {
              backend = opened;
              news.hear(this, opened.health());
              opened.onTurn(() -> news.hear(this, opened.health()));
              vertx.setPeriodic(HOUSE_MS, timer -> keepHouse());
              return desk.apply(opened);
            });
  }

  private void keepHouse() {
    backend
        .keepHouse()
        .eventually(
            () -> {
              news.hear(this, backend.health());
              return Future.succeededFuture();
            })
        .onFailure(cause -> LOG.debug("housekeeping failed cause={}", cause.toString()));
  }

  @Override
  public Future<?> stop() {
    return backend == null ? Future.succeededFuture() : backend.close();
  }
}
