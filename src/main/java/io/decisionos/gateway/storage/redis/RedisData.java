package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.BitSet;
import java.util.Optional;

/** The data set that the stores work on, on one Redis or on many. Confined to its context. */
interface RedisData {
  /** How its keys are spelled. */
  RedisKeys keys();

  /**
   * Connects for the first time.
   *
   * @return completes even if Redis cannot be reached, as it may come back; fails if it is there
   *     and must not be used
   */
  Future<Void> open();

  /** Asks in this turn; fails at once while there is no connection. */
  Future<Response> ask(RedisCall call);

  /** Likewise for a call that visits many keys: one at a time, so that others come in between. */
  Future<Response> askAlone(RedisCall call);

  /** How much memory the tenant may hold where its keys are, as the script reads it. */
  String share(TenantId tenant);

  /** The places into which this gateway has written: others have no need to be looked at soon. */
  BitSet written();

  boolean isConnected();

  /** Looks after the connections; called several times a second. */
  Future<Void> look();

  /** Hears whenever the trouble changes. */
  void onTurn(Runnable hearer);

  /** Why it cannot be used, or not all of it; empty while it can. */
  Optional<String> trouble();

  /** Gives the connections back; completes when calls on the way are answered or lost. */
  Future<Void> close();
}
