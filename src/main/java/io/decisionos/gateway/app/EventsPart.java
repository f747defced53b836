package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.log.IngestRoutes;
import io.decisionos.gateway.cards.log.LogChannels;
import io.decisionos.gateway.cards.log.LogMeters;
import io.decisionos.gateway.cards.log.LogSettings;
import io.decisionos.gateway.cards.log.LogVerticle;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How the log of events is put together. */
final class EventsPart {
  private static final Duration OPERATORS_PATIENCE = Duration.ofSeconds(2);

  private final Bus bus;
  private final LogSettings settings;
  private final StoragePart storage;
  private final LogMeters meters;

  /**
   * @param storage which counts under the same limit of a tenant
   */
  EventsPart(StoragePart storage, LogSettings settings, MeterRegistry registry) {
    this.bus = storage.bus();
    this.settings = settings;
    this.storage = storage;
    this.meters = new LogMeters(registry);
  }

  Future<Void> start(Parts parts, Path data) {
    Machine machine = storage.machine();
    var home = new LogVerticle.Home(data, machine.clock(), machine.disk());
    return parts.worker("events", new LogVerticle(bus, home, settings, meters));
  }

  RouteSource routes(Duration patience) {
    return IngestRoutes.source(bus, patience, storage::held);
  }

  /** How many bytes a tenant's events take. */
  long held(TenantId tenant) {
    return meters.held().of(tenant);
  }

  ReadinessCheck check() {
    return new ReadinessCheck(
        "events",
        () -> bus.ask(LogChannels.CHECK, new LogChannels.CheckQuery(), OPERATORS_PATIENCE));
  }

  /** What a tenant holds of what it may, for operators. */
  List<TenantFacet> facets() {
    return List.of(
        new TenantFacet(
            "storage",
            tenant ->
                storage
                    .held(tenant.id())
                    .otherwise((Long) null)
                    .map(bytes -> json(tenant, bytes))));
  }

  private Object json(Tenant tenant, Long entriesBytes) {
    Long limit =
        tenant.limits().maxStorageGb().map(gb -> tenant.limits().maxStorageBytes()).orElse(null);
    return new JsonObject()
        .put("entries_bytes", entriesBytes)
        .put("events_bytes", meters.held().of(tenant.id()))
        .put("limit_bytes", limit);
  }
}
