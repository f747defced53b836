package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Idempotency;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.storage.EtagVerticle;
import io.decisionos.gateway.storage.ReplayVerticle;
import io.decisionos.gateway.storage.StorageMeters;
import io.decisionos.gateway.storage.StorageRoutes;
import io.decisionos.gateway.storage.StorageSettings;
import io.decisionos.gateway.storage.StoredAnswers;
import io.decisionos.gateway.storage.embedded.Bounds;
import io.decisionos.gateway.storage.embedded.EmbeddedStorage;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** How the storage is put together, whichever backend the settings name. */
record StoragePart(Bus bus, StorageSettings settings, Duration patience) {
  private static final int SEGMENT_BYTES = 16 << 20;

  /** Starts the storage's verticles; what they hold is given back when the parts stop. */
  Future<Void> start(Parts parts, Path data, MeterRegistry meters) {
    return switch (settings.kind()) {
      case EMBEDDED -> {
        var storage =
            new EmbeddedStorage(data.resolve("store"), entries(), nonces(), Clock.systemUTC());
        var etags = new EtagVerticle(bus, storage::openEtags, StorageMeters.ofEntries(meters));
        var guard = new ReplayVerticle(bus, storage::openGuard, StorageMeters.ofNonces(meters));
        yield parts
            .worker("storage-entries", etags)
            .compose(v -> parts.worker("storage-nonces", guard));
      }
    };
  }

  private Bounds entries() {
    return new Bounds(
        settings.maxEntries(), settings.maxBytes(), settings.tenantPercent(), SEGMENT_BYTES);
  }

  private Bounds nonces() {
    return new Bounds(
        settings.maxNonces(), Long.MAX_VALUE, settings.tenantPercent(), SEGMENT_BYTES);
  }

  RouteSource routes(byte[] secret) {
    return StorageRoutes.source(bus, patience, secret);
  }

  /** What gives repeated writes of any feature their first answer again; one for all loops. */
  Idempotency idempotency() {
    return new Idempotency(new StoredAnswers(bus, patience));
  }
}
