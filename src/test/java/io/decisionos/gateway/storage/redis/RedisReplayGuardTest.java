package io.decisionos.gateway.storage.redis;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by a real Redis. */
final class RedisReplayGuardTest extends RedisContracts.Nonces {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @Override
  EmptyRedis redis() {
    return REDIS;
  }
}
