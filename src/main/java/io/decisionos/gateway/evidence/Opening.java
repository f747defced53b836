package io.decisionos.gateway.evidence;

import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * Whether a tenant's log could be opened, and who waits until it can. Confined to the evidence
 * verticle.
 */
final class Opening {
  private final TenantId tenant;
  private final LogWork work;
  private Optional<String> stopped = Optional.empty();
  private Promise<Void> opened = Promise.promise();

  Opening(TenantId tenant, LogWork work) {
    this.tenant = tenant;
    this.work = work;
  }

  TenantId tenant() {
    return tenant;
  }

  /** Completes when the log is open; fails if it cannot be opened now. */
  Future<Void> future() {
    return stopped.isPresent() ? Future.failedFuture(LogProblems.stopped()) : opened.future();
  }

  /** Why the log is not at hand; empty if it is, or nobody knows yet. */
  Optional<String> stopped() {
    return stopped;
  }

  void succeeded() {
    stopped = Optional.empty();
    opened.tryComplete();
  }

  /** Tells why, once, and nobody waits for it any longer. */
  void failed(Throwable cause) {
    String why = Cause.words(cause);
    if (!stopped.equals(Optional.of(why))) {
      work.tellStopped(tenant, why, cause);
    }
    stopped = Optional.of(why);
    Promise<Void> before = opened;
    opened = Promise.promise();
    before.tryFail(LogProblems.stopped());
  }
}
