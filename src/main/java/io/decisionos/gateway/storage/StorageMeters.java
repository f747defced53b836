package io.decisionos.gateway.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What the storage holds and whether it can be used, for {@code /metrics}. Thread-safe. */
public final class StorageMeters {
  private final AtomicLong held;
  private final AtomicLong bytes;
  private final AtomicLong usable;

  private StorageMeters(MeterRegistry registry, String store) {
    this.held = gauge(registry, "gateway.storage.records", "Entries or nonces held", store);
    this.bytes = gauge(registry, "gateway.storage.bytes", "Bytes of names and bodies", store);
    this.usable = gauge(registry, "gateway.storage.usable", "1 while it can be used", store);
  }

  public static StorageMeters ofEntries(MeterRegistry registry) {
    return new StorageMeters(registry, "entries");
  }

  public static StorageMeters ofNonces(MeterRegistry registry) {
    return new StorageMeters(registry, "nonces");
  }

  private static AtomicLong gauge(
      MeterRegistry registry, String name, String description, String store) {
    var value = new AtomicLong();
    Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .tag("store", store)
        .register(registry);
    return value;
  }

  void show(Usage now, boolean isUsable) {
    held.set(now.entries());
    bytes.set(now.bytes());
    usable.set(isUsable ? 1 : 0);
  }
}
