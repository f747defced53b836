package io.decisionos.gateway.storage;

import io.decisionos.gateway.limit.MemoryLedger;
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

  /** What the records of all stores take of the heap, beside what they may. */
  public static void ofMemory(MeterRegistry registry, MemoryLedger memory) {
    Gauge.builder("gateway.storage.memory.bytes", memory, MemoryLedger::taken)
        .description("What entries, kept answers and nonces take of the heap")
        .register(registry);
    Gauge.builder("gateway.storage.memory.limit.bytes", memory, MemoryLedger::bound)
        .description("What they may take; beyond it writes are refused")
        .register(registry);
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
