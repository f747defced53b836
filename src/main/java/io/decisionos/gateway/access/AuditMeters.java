package io.decisionos.gateway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of the audit log's entries. Thread-safe. */
public final class AuditMeters {
  private final Counter written;
  private final Counter leftOut;
  private final Counter lost;

  public AuditMeters(MeterRegistry registry) {
    written = counter(registry, "written", "Entries of the audit log that are in its files");
    leftOut = counter(registry, "left.out", "Refusals that came too fast to be noted one by one");
    lost = counter(registry, "lost", "Entries of the audit log that could not be written");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("gateway.audit." + name).description(description).register(registry);
  }

  void written() {
    written.increment();
  }

  void leftOut() {
    leftOut.increment();
  }

  void lost() {
    lost.increment();
  }

  long lostSoFar() {
    return (long) lost.count();
  }
}
