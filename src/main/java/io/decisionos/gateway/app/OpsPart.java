package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.evidence.EvidenceChannels;
import io.decisionos.gateway.ops.Lifecycle;
import io.decisionos.gateway.ops.OpsChannels;
import io.decisionos.gateway.ops.ReadinessCheck;
import io.decisionos.gateway.tenant.TenantChannels;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators are told of the gateway's life and of its parts. Thread-safe. */
record OpsPart(Bus bus, Clock clock, Lifecycle lifecycle) {
  private static final Logger LOG = LoggerFactory.getLogger(OpsPart.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  // A look ends after two seconds, settled or not.
  private static final Duration RELOAD_PATIENCE = Duration.ofSeconds(5);

  /** The parts of {@code /readyz} beside those that the operators' verticle has itself. */
  List<ReadinessCheck> checks(ReadinessCheck storage) {
    return List.of(
        new ReadinessCheck(
            "conf", () -> bus.ask(AppChannels.CONF, new AppChannels.ConfQuery(), PATIENCE)),
        new ReadinessCheck(
            "evidence",
            () -> bus.ask(EvidenceChannels.CHECK, new EvidenceChannels.CheckQuery(), PATIENCE)),
        storage);
  }

  /** Has every part looked at, tells that callers can come, and only then is ready. */
  Future<Gateway.Started> ready(Gateway.Started started, Consumer<Gateway.Started> announcement) {
    return bus.ask(OpsChannels.READY, new OpsChannels.ReadyQuery(), PATIENCE)
        .transform(
            looked -> {
              lifecycle.ready(() -> announcement.accept(started));
              post("gateway.started", "ready with " + started.tenants() + " tenants");
              return Future.succeededFuture(started);
            });
  }

  /** Has everything that is watched looked at now. */
  void reload() {
    Future.all(
            bus.ask(TenantChannels.RELOAD, new TenantChannels.Reload(), RELOAD_PATIENCE),
            bus.ask(AppChannels.RELOAD, new AppChannels.ReloadQuery(), RELOAD_PATIENCE))
        .onSuccess(
            v -> {
              LOG.info("told to reload; the files of tenants and of conf are looked at");
              post("gateway.reloaded", "told to reload; all files were looked at");
            })
        .onFailure(
            cause -> LOG.warn("a reload that was asked for failed cause={}", cause.toString()));
  }

  /** Turns to draining; tells whether the gateway was ready until now. */
  boolean draining() {
    boolean wasReady = lifecycle.draining();
    if (wasReady) {
      post("gateway.draining", "told to stop; requests in flight finish");
    }
    return wasReady;
  }

  private void post(String kind, String message) {
    bus.announce(
        Notice.POSTED,
        new Notice(clock.instant(), Notice.Level.INFO, kind, Optional.empty(), message));
  }
}
