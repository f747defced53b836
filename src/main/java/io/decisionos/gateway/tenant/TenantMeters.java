package io.decisionos.gateway.tenant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What scrapers learn of the tenants' files. Thread-safe. */
public final class TenantMeters {
  private final AtomicLong generation;
  private final AtomicLong tenants;
  private final AtomicLong refusedTenants;
  private final AtomicLong invalidFiles;
  private final AtomicLong directoryFault;
  private final Counter applied;
  private final Counter refused;

  public TenantMeters(MeterRegistry meters) {
    generation = gauge(meters, "gateway.tenants.generation", "Raised by every applied change");
    tenants = gauge(meters, "gateway.tenants", "Tenants known, suspended ones included");
    refusedTenants =
        gauge(meters, "gateway.tenants.refused", "Tenants that are refused for their files");
    invalidFiles = gauge(meters, "gateway.tenants.files.invalid", "Tenants' files with faults");
    directoryFault =
        gauge(meters, "gateway.tenants.directory.fault", "1 while the directory is unusable");
    applied = reloads(meters, "applied");
    refused = reloads(meters, "refused");
  }

  private static AtomicLong gauge(MeterRegistry meters, String name, String description) {
    var value = new AtomicLong();
    Gauge.builder(name, value, AtomicLong::get).description(description).register(meters);
    return value;
  }

  private static Counter reloads(MeterRegistry meters, String result) {
    return Counter.builder("gateway.tenants.reloads")
        .description("Changes of tenants' files, by what became of them")
        .tag("result", result)
        .register(meters);
  }

  void update(TenantReport report) {
    generation.set(report.book().generation());
    tenants.set(report.book().tenants().size());
    refusedTenants.set(report.book().refused().size());
    invalidFiles.set(report.invalid().size());
    directoryFault.set(report.directoryFault().isPresent() ? 1 : 0);
  }

  void applied() {
    applied.increment();
  }

  void refused() {
    refused.increment();
  }
}
