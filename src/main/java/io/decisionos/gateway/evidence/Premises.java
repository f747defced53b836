package io.decisionos.gateway.evidence;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.EvidenceSettings;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/**
 * What an office works with.
 *
 * @param root where the files are
 * @param data the gateway's own directory
 */
record Premises(
    Bus bus,
    Vertx vertx,
    Clock clock,
    Seal seal,
    Path root,
    Path data,
    EvidenceSettings settings,
    EvidenceIndex index,
    EvidenceFiles files,
    Pools pools,
    Indexing indexing) {

  /** Has the index know of changes. */
  @FunctionalInterface
  interface Indexing {
    /** Answers whose files these are or were. */
    Set<TenantId> know(Changes changes);
  }

  /** The threads that may wait for the disk: for documents, for changes and for logs. */
  record Pools(WorkerExecutor readers, WorkerExecutor writers, WorkerExecutor loggers) {}

  LogWork logWork() {
    return new LogWork(pools.loggers(), bus, clock);
  }
}
