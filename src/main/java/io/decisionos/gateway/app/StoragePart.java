package io.decisionos.gateway.app;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Idempotency;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.storage.StorageChannels;
import io.decisionos.gateway.storage.StorageChannels.UsageQuery;
import io.decisionos.gateway.storage.StorageMeters;
import io.decisionos.gateway.storage.StorageNews;
import io.decisionos.gateway.storage.StorageRoutes;
import io.decisionos.gateway.storage.StorageSettings;
import io.decisionos.gateway.storage.StorageVerticle;
import io.decisionos.gateway.storage.StoredAnswers;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.storage.embedded.Bounds;
import io.decisionos.gateway.storage.embedded.EmbeddedStorage;
import io.decisionos.gateway.storage.redis.RedisStorage;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** How the storage is put together, whichever backend the settings name. */
record StoragePart(Bus bus, Machine machine, StorageSettings settings, Duration patience) {
  private static final int SEGMENT_BYTES = 16 << 20;

  /** What the storage is put into. */
  record Home(Parts parts, Path data, int eventLoops, MeterRegistry meters) {}

  /** Starts the storage's verticles; what they hold is given back when the parts stop. */
  Future<Void> start(Home home) {
    return switch (settings.kind()) {
      case EMBEDDED -> embedded(home);
      case REDIS -> redis(home);
    };
  }

  private Future<Void> embedded(Home home) {
    var storage =
        new EmbeddedStorage(
            home.data().resolve("store"), entries(), nonces(), machine.clock(), machine.disk());
    var etags =
        StorageVerticle.ofEntries(
            bus,
            storage::openEtags,
            news("the store of entries", StorageMeters.ofEntries(home.meters())));
    var guard =
        StorageVerticle.ofNonces(
            bus,
            storage::openGuard,
            news("the store of nonces", StorageMeters.ofNonces(home.meters())));
    return home.parts()
        .worker("storage-entries", etags)
        .compose(v -> home.parts().worker("storage-nonces", guard));
  }

  private Future<Void> redis(Home home) {
    var storage = new RedisStorage(settings.redis(), machine.clock());
    var news =
        news(
            "Redis", StorageMeters.ofEntries(home.meters()), StorageMeters.ofNonces(home.meters()));
    return home.parts()
        .eventLoop(
            "storage", () -> StorageVerticle.ofAll(bus, storage::open, news), home.eventLoops());
  }

  private StorageNews news(String what, StorageMeters... meters) {
    return new StorageNews(bus, machine.clock(), what, List.of(meters));
  }

  private Bounds entries() {
    return new Bounds(
        settings.maxEntries(), settings.maxBytes(), settings.tenantPercent(), SEGMENT_BYTES);
  }

  private Bounds nonces() {
    return new Bounds(
        settings.maxNonces(), Long.MAX_VALUE, settings.tenantPercent(), SEGMENT_BYTES);
  }

  /**
   * The routes.
   *
   * @param held the bytes of a tenant that other parts hold under the same limit
   */
  RouteSource routes(Seal seal, ToLongFunction<TenantId> held) {
    return StorageRoutes.source(bus, patience, seal, held);
  }

  /** How many bytes a tenant's entries take. */
  Future<Long> held(TenantId tenant) {
    return bus.ask(StorageChannels.USAGE, new UsageQuery(tenant), patience).map(Usage::bytes);
  }

  /** What gives repeated writes of any feature their first answer again; one for all loops. */
  Idempotency idempotency() {
    return new Idempotency(new StoredAnswers(bus, patience));
  }
}
