package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.capacity.CapacityVerticle;
import io.decisionos.gateway.capacity.ProcessLoad;
import io.decisionos.gateway.evidence.EvidenceChannels;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.overlay.OverlayChannels;
import io.decisionos.gateway.slo.Perf;
import io.decisionos.gateway.slo.SloNews;
import io.decisionos.gateway.slo.SloRoutes;
import io.decisionos.gateway.slo.SloVerticle;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How the watch over tenants' SLOs, and over the saturation of this gateway, is put together: both
 * learn the global targets here.
 */
final class SloPart {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Bus bus;
  private final Clock clock;
  private final AtomicReference<SloValues> defaults;
  private final SloNews news;

  SloPart(Bus bus, Clock clock, SloValues defaults, MeterRegistry meters) {
    this.bus = bus;
    this.clock = clock;
    this.defaults = new AtomicReference<>(defaults);
    this.news = new SloNews(bus, meters);
  }

  Future<Void> start(Parts parts, Path data, Optional<TenantSheets> sheets) {
    return bus.listen(OverlayChannels.DEFAULTS_CHANGED, changed -> defaults.set(changed.slo()))
        .compose(
            v ->
                parts.worker(
                    "slo",
                    new SloVerticle(
                        bus,
                        new SloVerticle.Home(data.resolve("slo"), sheets),
                        defaults::get,
                        news,
                        this::evidence,
                        clock)))
        .compose(
            v ->
                parts.worker(
                    "capacity",
                    new CapacityVerticle(bus, new ProcessLoad(), defaults::get, clock)));
  }

  private Future<Optional<Perf>> evidence(TenantId tenant) {
    return bus.ask(EvidenceChannels.PERF, new EvidenceChannels.PerfQuery(tenant), PATIENCE)
        .map(answer -> answer.newest().map(found -> new Perf(found.id(), found.perf())));
  }

  AnswerObserver.Source observers() {
    return SloRoutes.observers(bus, clock, defaults::get);
  }

  RouteSource routes(Duration patience) {
    return SloRoutes.source(bus, patience);
  }

  RouteSource opsRoutes() {
    return SloRoutes.opsSource(bus);
  }
}
