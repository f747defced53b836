package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.EtagStoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by a real Redis. */
final class RedisEtagStoreTest extends EtagStoreContract {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @BeforeEach
  void open() {
    REDIS.open(clock);
  }

  @Override
  protected EtagStore store() {
    return REDIS.entries();
  }

  @Override
  protected void keepHouse() {
    REDIS.keepHouse();
  }
}
