package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagShelfContract;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.EtagStores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract about expiry, lists and bytes, kept by a real Redis. */
final class RedisEtagShelfTest extends EtagShelfContract {
  @TempDir private static Path directory;
  private static RealRedis redis;
  private final RedisAtHome home = new RedisAtHome();
  private Backend<EtagStores> backend;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start(directory);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    RedisCommands.run(redis, "FLUSHALL");
    var storage = new RedisStorage(RedisAtHome.settings(redis.url()), clock);
    backend = home.open(storage::openEtags);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Override
  protected EtagStore store() {
    return AtHome.store(backend.store().entries(), home);
  }

  @Override
  protected void keepHouse() {
    home.get(backend::keepHouse);
  }
}
