package io.decisionos.gateway.storage;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Where gateways that share a storage show themselves to each other. Never blocks. */
public interface GatewayRoll {
  /** Who has not shown itself for so long is forgotten. */
  Duration FORGOTTEN = Duration.ofSeconds(60);

  /** How many there may be. */
  int MOST = 64;

  /** Shows one of them, and tells who else is there. */
  Future<Roll> call(Presence presence);

  /**
   * One of them shows itself.
   *
   * @param instance names a run of a gateway
   * @param document what it says of itself; empty if it leaves
   */
  record Presence(String instance, String document) {}

  /**
   * Who else was there.
   *
   * @param nowMillis by the clock of the storage
   * @param isFull whether there was no place for the one that showed itself
   */
  record Roll(long nowMillis, boolean isFull, List<Seen> others) {}

  /**
   * One of the others.
   *
   * @param atMillis when it showed itself last, by the clock of the storage
   */
  record Seen(Presence presence, long atMillis) {}
}
