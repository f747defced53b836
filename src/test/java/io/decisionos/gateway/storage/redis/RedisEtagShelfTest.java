package io.decisionos.gateway.storage.redis;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract about expiry, lists and bytes, kept by a real Redis. */
final class RedisEtagShelfTest extends RedisContracts.Shelf {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @Override
  EmptyRedis redis() {
    return REDIS;
  }
}
