package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.ReplayGuardContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a real Redis. */
final class RedisReplayGuardTest extends ReplayGuardContract {
  @TempDir private static Path directory;
  private static RealRedis redis;
  private final RedisAtHome home = new RedisAtHome();
  private Backend<ReplayGuard> backend;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start(directory);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    RedisCommands.run(redis, "FLUSHALL");
    open();
  }

  private void open() {
    var storage = new RedisStorage(RedisAtHome.settings(redis.url()), clock);
    backend = home.open(storage::openGuard);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Override
  protected ReplayGuard guard() {
    return AtHome.guard(backend.store(), home);
  }

  @Override
  protected void keepHouse() {
    home.get(backend::keepHouse);
  }

  /** Another gateway takes over; the first is never heard of again. */
  @Override
  protected void crash() {
    open();
  }
}
