package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Collection;

/**
 * What is done with the files of a root beside reading them: by the gateway that writes it, or by
 * one that leaves that to another. Confined to the evidence verticle.
 */
interface EvidenceOffice {
  /** How often is tried again what could not be written. */
  long LOOK_MS = 1000;

  /** Completes when every question about changes and logs is answered. */
  Future<Void> start();

  LogViews logs();

  /** The first scan is over. */
  void scanned();

  /**
   * Takes in what a scan found.
   *
   * @param owners whose files these are or were
   */
  void found(Changes changes, Collection<TenantId> owners);

  /** Whether a file is what its log says it must be. */
  default boolean mayBe(EvidenceEntry entry) {
    return logs().mayBe(entry);
  }

  /**
   * How well that goes.
   *
   * @param files what is said of the files themselves
   */
  Check check(Check files);

  /** Gives the root back. */
  void close() throws IOException;
}
