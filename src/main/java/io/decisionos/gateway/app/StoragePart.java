package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Idempotency;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.storage.EtagVerticle;
import io.decisionos.gateway.storage.ReplayVerticle;
import io.decisionos.gateway.storage.StorageChannels;
import io.decisionos.gateway.storage.StorageChannels.UsageQuery;
import io.decisionos.gateway.storage.StorageMeters;
import io.decisionos.gateway.storage.StorageRoutes;
import io.decisionos.gateway.storage.StorageSettings;
import io.decisionos.gateway.storage.StoredAnswers;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.storage.embedded.Bounds;
import io.decisionos.gateway.storage.embedded.EmbeddedStorage;
import io.decisionos.gateway.storage.redis.RedisStorage;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToLongFunction;

/** How the storage is put together, whichever backend the settings name. */
record StoragePart(Bus bus, StorageSettings settings, Duration patience) {
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
        new EmbeddedStorage(home.data().resolve("store"), entries(), nonces(), Clock.systemUTC());
    var etags = new EtagVerticle(bus, storage::openEtags, StorageMeters.ofEntries(home.meters()));
    var guard = new ReplayVerticle(bus, storage::openGuard, StorageMeters.ofNonces(home.meters()));
    return home.parts()
        .worker("storage-entries", etags)
        .compose(v -> home.parts().worker("storage-nonces", guard));
  }

  private Future<Void> redis(Home home) {
    var storage = new RedisStorage(settings.redis(), Clock.systemUTC());
    var entries = StorageMeters.ofEntries(home.meters());
    var nonces = StorageMeters.ofNonces(home.meters());
    int loops = home.eventLoops();
    return home.parts()
        .eventLoop(
            "storage-entries", () -> new EtagVerticle(bus, storage::openEtags, entries), loops)
        .compose(
            v ->
                home.parts()
                    .eventLoop(
                        "storage-nonces",
                        () -> new ReplayVerticle(bus, storage::openGuard, nonces),
                        loops));
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
  RouteSource routes(byte[] secret, ToLongFunction<TenantId> held) {
    return StorageRoutes.source(bus, patience, secret, held);
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
