package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.ReplayGuardContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by a real Redis. */
final class RedisReplayGuardTest extends ReplayGuardContract {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @BeforeEach
  void open() {
    REDIS.open(clock);
  }

  @Override
  protected ReplayGuard guard() {
    return REDIS.guard();
  }

  @Override
  protected void keepHouse() {
    REDIS.keepHouse();
  }

  /** Another gateway takes over; the first is never heard of again. */
  @Override
  protected void crash() {
    open();
  }
}
