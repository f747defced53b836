package io.decisionos.gateway.http;

import io.vertx.core.Vertx;

/**
 * Hears of every answer to a tenant's request. Confined to one event loop, and called on the way of
 * every request: it only counts.
 */
@FunctionalInterface
public interface AnswerObserver {
  void answered(Answered answered);

  /** Makes the observer of one event loop. */
  @FunctionalInterface
  interface Source {
    /** Called once in the context of the listener's verticle, which owns the timers set here. */
    AnswerObserver observe(Vertx vertx);
  }
}
