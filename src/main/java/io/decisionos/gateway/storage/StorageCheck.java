package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.MemoryLedger;
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

  /** The check; without storage nothing can be served if it is embedded or required. */
  public static ReadinessCheck of(Bus bus, StorageSettings settings, MemoryLedger memory) {
    return new ReadinessCheck("storage", () -> ask(bus, settings, memory));
  }

  private static Future<Check> ask(Bus bus, StorageSettings settings, MemoryLedger memory) {
    return bus.ask(StorageChannels.ENTRIES_HEALTH, new HealthQuery(), PATIENCE)
        .compose(
            entries ->
                bus.ask(StorageChannels.NONCES_HEALTH, new HealthQuery(), PATIENCE)
                    .map(nonces -> check(entries, nonces, settings, memory)));
  }

  private static Check check(
      Health entries, Health nonces, StorageSettings settings, MemoryLedger memory) {
    Optional<String> trouble = entries.trouble().or(nonces::trouble);
    if (trouble.isEmpty()) {
      return well(details(entries, nonces, settings, memory), memory);
    }
    return switch (settings.kind()) {
      case EMBEDDED ->
          Check.failing(trouble.get(), "free or mend the disk under the data directory");
      case REDIS -> redisAway("Redis: " + trouble.get(), settings.required());
    };
  }

  /** An earlier run may have taken in more than this heap is planned for. */
  private static Check well(JsonObject details, MemoryLedger memory) {
    return memory.taken() <= memory.bound()
        ? Check.ok(details)
        : Check.degraded(
            "what is kept takes more memory than this heap has for it; new writes are refused",
            "wait for records to expire, or start with a larger heap",
            details);
  }

  private static Check redisAway(String cause, boolean required) {
    String nextStep = "bring Redis back or mend what it says; the gateway finds it by itself";
    return required
        ? Check.failing(cause, nextStep)
        : Check.degraded(cause, nextStep, new JsonObject());
  }

  private static JsonObject details(
      Health entries, Health nonces, StorageSettings settings, MemoryLedger memory) {
    var details = new JsonObject().put("backend", settings.kind().word());
    return switch (settings.kind()) {
      case EMBEDDED ->
          details
              .put("entries", entries.held().entries())
              .put("bytes", entries.held().bytes())
              .put("nonces", nonces.held().entries())
              .put("memory_bytes", memory.taken())
              .put("memory_limit_bytes", memory.bound());
      case REDIS -> details;
    };
  }
}
