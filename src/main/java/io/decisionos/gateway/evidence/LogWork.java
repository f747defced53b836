package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where logs do their work and whom they tell. Confined to the evidence verticle. */
final class LogWork {
  private static final Logger LOG = LoggerFactory.getLogger(LogWork.class);

  private final WorkerExecutor threads;
  private final Bus bus;
  private final Clock clock;

  LogWork(WorkerExecutor threads, Bus bus, Clock clock) {
    this.threads = threads;
    this.bus = bus;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** Does work that waits for the disk. */
  <T> Future<T> run(Callable<T> work) {
    return threads.executeBlocking(work, false);
  }

  void tellStopped(TenantId tenant, String why, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.warn("the log of evidence stops tenant={} cause={}", tenant, why);
    } else {
      LOG.error("the log of evidence stops tenant={}", tenant, cause);
    }
    post("evidence.log_stopped", tenant, "the log of evidence stops: " + why);
  }

  void tellLost(TenantId tenant, List<EvidencePath> lost) {
    String first = lost.get(0).text();
    String more = lost.size() == 1 ? "" : " and " + (lost.size() - 1) + " more";
    LOG.warn("evidence is gone tenant={} path={} files={}", tenant, first, lost.size());
    post("evidence.lost", tenant, first + more + ": gone, and not by the gateway");
  }

  private void post(String event, TenantId tenant, String text) {
    bus.announce(
        Notice.POSTED,
        new Notice(clock.instant(), Notice.Level.ERROR, event, Optional.of(tenant.value()), text));
  }
}
