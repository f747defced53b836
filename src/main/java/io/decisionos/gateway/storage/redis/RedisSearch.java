package io.decisionos.gateway.storage.redis;

import io.vertx.core.Future;

/** Finds the Redis that is to be used now. */
@FunctionalInterface
interface RedisSearch {
  /**
   * One attempt.
   *
   * @return fails with {@link UnsuitableRedisException} where Redis must not be used; whatever was
   *     opened and is not handed over is closed again
   */
  Future<RedisWire> find();
}
