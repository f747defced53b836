package io.decisionos.gateway.storage.redis;

import java.util.function.IntSupplier;

/**
 * Which part of the data set a Redis has.
 *
 * @param own a place that it has
 * @param detour where what belongs elsewhere goes
 * @param room how much of its memory one tenant may hold
 */
record RedisSite(RedisKeys keys, IntSupplier own, Detour detour, RedisRoom room) {

  /** Where a turn goes that Redis does not take, as its keys are elsewhere. */
  @FunctionalInterface
  interface Detour {
    /**
     * Takes the turn over.
     *
     * @param why in Redis's words
     * @return false if there is no other way for it
     */
    boolean take(RedisTurn turn, String why);
  }

  /** All of it. */
  static RedisSite whole(RedisRoom room) {
    return new RedisSite(RedisKeys.PLAIN, () -> 0, (turn, why) -> false, room);
  }
}
