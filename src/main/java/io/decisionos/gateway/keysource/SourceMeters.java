package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.Source;
import io.micrometer.core.instrument.MeterRegistry;

/** What metrics tell of sources. Thread-safe. */
final class SourceMeters {
  private static final String READS = "gateway.key.source.reads";

  private final MeterRegistry registry;

  SourceMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Source source : Source.values()) {
      if (source.isRemote()) {
        counter(source, "ok");
        counter(source, "failed");
      }
    }
  }

  void read(Source source, boolean well) {
    counter(source, well ? "ok" : "failed").increment();
  }

  private io.micrometer.core.instrument.Counter counter(Source source, String outcome) {
    return io.micrometer.core.instrument.Counter.builder(READS)
        .description("Readings of remote sources of keys, by source and outcome")
        .tag("source", source.word())
        .tag("outcome", outcome)
        .register(registry);
  }
}
