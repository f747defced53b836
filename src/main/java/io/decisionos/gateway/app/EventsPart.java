package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.kafka.KafkaTopic;
import io.decisionos.gateway.cards.log.IngestRoutes;
import io.decisionos.gateway.cards.log.LogChannels;
import io.decisionos.gateway.cards.log.LogMeters;
import io.decisionos.gateway.cards.log.LogSettings;
import io.decisionos.gateway.cards.log.LogVerticle;
import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.cards.topic.TopicSettings;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.HeapPlan;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.tenant.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
    long memory = Math.min(settings.memoryBytes(), HeapPlan.ofProcess().events());
    this.settings =
        new LogSettings(settings.follow(), settings.mostReasons(), memory, settings.topic());
    this.storage = storage;
    this.meters = new LogMeters(registry);
  }

  Future<Void> start(Parts parts, Path data) {
    Machine machine = storage.machine();
    var home = new LogVerticle.Home(data, machine.clock(), machine.disk(), storage.ledger());
    Optional<EventTopic.Opener> topic =
        Optional.of(settings.topic())
            .filter(TopicSettings::isUsed)
            .map(where -> gateway -> KafkaTopic.open(where, gateway));
    return parts.worker("events", new LogVerticle(bus, home, settings, meters, topic));
  }

  RouteSource routes(Duration patience) {
    return IngestRoutes.source(bus, patience, tenant -> storage.allowance(tenant, Holder.EVENTS));
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
                    .told(tenant.id())
                    .transform(told -> Future.succeededFuture(json(tenant, told.succeeded())))));
  }

  private Object json(Tenant tenant, boolean entriesKnown) {
    StorageLedger ledger = storage.ledger();
    long entries = ledger.of(tenant.id(), Holder.ENTRIES);
    Long limit =
        tenant.limits().maxStorageGb().map(gb -> tenant.limits().maxStorageBytes()).orElse(null);
    return new JsonObject()
        .put("entries_bytes", entriesKnown ? entries : null)
        .put("answers_bytes", ledger.of(tenant.id(), Holder.ANSWERS))
        .put("nonces_bytes", ledger.of(tenant.id(), Holder.NONCES))
        .put("events_bytes", ledger.of(tenant.id(), Holder.EVENTS))
        .put("evidence_bytes", ledger.of(tenant.id(), Holder.EVIDENCE))
        .put("limit_bytes", limit);
  }
}
