package io.decisionos.gateway.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * A store as a verticle runs it. Everything is called from the context that opened it.
 *
 * @param <S> what the store offers
 */
public interface Backend<S> {
  S store();

  /** Does what has to be done in the background; called several times a second. */
  Future<Void> keepHouse();

  Health health();

  /** Has somebody hear at once that the health turned, if the store knows when it does. */
  default void onTurn(Runnable hearer) {}

  /** Completes when everything that was answered is safe and every resource is given back. */
  Future<Void> close();

  /** Opens a store in a verticle's context. */
  @FunctionalInterface
  interface Opener<S> {
    Future<Backend<S>> open(Context home);
  }
}
