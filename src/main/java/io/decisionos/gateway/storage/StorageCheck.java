package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.decisionos.gateway.storage.StorageChannels.HealthQuery;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** The storage's part of {@code /readyz}. */
public final class StorageCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private StorageCheck() {}

  public static ReadinessCheck of(Bus bus) {
    return new ReadinessCheck("storage", () -> ask(bus));
  }

  private static Future<Check> ask(Bus bus) {
    return bus.ask(StorageChannels.ENTRIES_HEALTH, new HealthQuery(), PATIENCE)
        .compose(
            entries ->
                bus.ask(StorageChannels.NONCES_HEALTH, new HealthQuery(), PATIENCE)
                    .map(nonces -> check(entries, nonces)));
  }

  private static Check check(Health entries, Health nonces) {
    Optional<String> trouble = entries.trouble().or(nonces::trouble);
    return trouble.isPresent()
        ? Check.failing(trouble.get(), "free or mend the disk under the data directory")
        : Check.ok(
            new JsonObject()
                .put("entries", entries.held().entries())
                .put("bytes", entries.held().bytes())
                .put("nonces", nonces.held().entries()));
  }
}
