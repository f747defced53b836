package io.decisionos.gateway.app;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.alerts.AlertsPart;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.console.ConsoleRoutes;
import io.decisionos.gateway.evidence.EvidenceFacet;
import io.decisionos.gateway.evidence.EvidenceOpsRoutes;
import io.decisionos.gateway.evidence.EvidenceRoutes;
import io.decisionos.gateway.evidence.EvidenceWriteRoutes;
import io.decisionos.gateway.evidence.LogOpsRoutes;
import io.decisionos.gateway.evidence.LogRoutes;
import io.decisionos.gateway.http.HttpChannels;
import io.decisionos.gateway.http.HttpVerticle;
import io.decisionos.gateway.http.Idempotency;
import io.decisionos.gateway.http.Instruments;
import io.decisionos.gateway.http.ListenerParts;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.ops.OpenRoutes;
import io.decisionos.gateway.ops.OpsChannels;
import io.decisionos.gateway.ops.OpsVerticle;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.overlay.OverlayFacets;
import io.decisionos.gateway.overlay.OverlayRoutes;
import io.decisionos.gateway.rotation.RotationPart;
import io.vertx.core.Handler;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands at the two doors: every feature's routes, and what operators see of it.
 *
 * @param access who may come
 */
record Doors(
    Bus bus,
    GatewayConfig config,
    Instruments instruments,
    AccessPart access,
    Features features,
    Idempotency idempotency) {

  Doors(
      Bus bus,
      GatewayConfig config,
      Instruments instruments,
      AccessPart access,
      Features features) {
    this(bus, config, instruments, access, features, features.storage().idempotency());
  }

  /** The parts that have something to serve or to show. */
  record Features(
      OpsPart operators,
      StoragePart storage,
      EventsPart events,
      CardsPart cards,
      QuotaPart quota,
      SloPart slo,
      UsagePart usage,
      AlertsPart alerts,
      RotationPart rotation,
      FleetPart fleet,
      Seal seal) {}

  /** The operators' listener. */
  OpsVerticle ops(Handler<Integer> opened) {
    var parts =
        new ListenerParts(
            "ops",
            "ops",
            config.fixed().ops(),
            opened,
            false,
            config.live().ops(),
            OpsChannels.SETTINGS_CHANGED,
            instruments,
            access.ofOperators());
    return new OpsVerticle(
        bus,
        parts,
        config.fixed().data(),
        features.operators().lifecycle(),
        new OpsVerticle.Contributions(checks(), facets(), operatorsRoutes()));
  }

  private List<ReadinessCheck> checks() {
    return Stream.of(
            features.operators().checks(features.storage().check()),
            List.of(
                access.check(),
                features.rotation().check(),
                features.events().check(),
                features.fleet().check()))
        .flatMap(List::stream)
        .toList();
  }

  private List<TenantFacet> facets() {
    return Stream.of(
            OverlayFacets.of(bus),
            features.quota().facets(),
            features.events().facets(),
            List.of(EvidenceFacet.of(bus)))
        .flatMap(List::stream)
        .toList();
  }

  private List<RouteSource> operatorsRoutes() {
    return List.of(
        EvidenceRoutes.opsSource(bus),
        EvidenceOpsRoutes.source(bus),
        LogOpsRoutes.source(bus),
        features.quota().opsRoutes(),
        features.rotation().opsRoutes(features.fleet()::name),
        features.slo().opsRoutes(),
        features.usage().opsRoutes(),
        features.fleet().opsRoutes(),
        features.alerts().opsRoutes(),
        ConsoleRoutes.source(bus),
        features.cards().opsRoutes());
  }

  /** What the tenants' listener is made of. */
  ListenerParts tenantsListener(Handler<Integer> opened) {
    return new ListenerParts(
        "tenants",
        "http",
        config.fixed().http(),
        opened,
        true,
        config.live().http(),
        HttpChannels.SETTINGS_CHANGED,
        instruments,
        access.ofTenants(features.storage().signedNonces()));
  }

  /** The tenants' listener, one of an event loop. */
  HttpVerticle http(Handler<Integer> opened) {
    return new HttpVerticle(
        bus,
        tenantsListener(opened),
        features.quota().limiters(config.fixed().overloadTarget(), features.usage().costs()),
        List.of(
            RouteSource.of(OpenRoutes.table(features.operators().lifecycle())),
            OverlayRoutes.source(bus, config.fixed().patience()),
            EvidenceRoutes.source(bus, config.fixed().patience()),
            LogRoutes.source(bus, config.fixed().patience()),
            idempotency.around(
                EvidenceWriteRoutes.source(
                    bus,
                    config.fixed().patience(),
                    tenant -> features.storage().allowance(tenant, StorageLedger.Holder.EVIDENCE))),
            features.cards().routes(),
            features.slo().routes(config.fixed().patience()),
            features.usage().routes(config.fixed().patience()),
            idempotency.around(features.storage().routes(features.seal())),
            idempotency.around(features.events().routes(config.fixed().patience()))));
  }
}
