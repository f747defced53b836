package io.decisionos.gateway.traffic;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Vertx;

/**
 * Hears of every answer to a tenant's request. Confined to one event loop, and called on the way of
 * every request: it only counts.
 */
@FunctionalInterface
public interface AnswerObserver {
  void answered(Answered answered);

  /** Hears that a stream, whose beginning was an answer, has sent so much more. */
  default void streamed(TenantId tenant, long bytes) {}

  /** Tells what it has not told yet: nothing is answered any more. */
  default void close() {}

  /** Makes the observer of one event loop. */
  @FunctionalInterface
  interface Source {
    /** Called once in the context of the listener's verticle, which owns the timers set here. */
    AnswerObserver observe(Vertx vertx);
  }
}
