package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.SharedStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Redis for the tests of a class, empty for each of them, and the stores on it. */
final class EmptyRedis
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private Path directory;
  private RealRedis redis;
  private RedisAtHome home;
  private Backend<SharedStores> backend;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("redis");
    redis = RealRedis.start(directory);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    RedisCommands.run(redis, "FLUSHALL");
    home = new RedisAtHome();
  }

  /** Opens the stores as another gateway would. */
  void open(InstantSource clock) {
    var storage = new RedisStorage(RedisAtHome.settings(redis.url()), 50, clock);
    backend = home.open(storage::open);
  }

  /** The settings of a gateway that keeps its storage here. */
  Map<String, String> variables() {
    return Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", redis.url());
  }

  /** Sends Redis a command behind the stores' back. */
  String run(String command) {
    return RedisCommands.run(redis, command);
  }

  EtagStore entries() {
    return AtHome.store(backend.store().etags().entries(), home);
  }

  ReplayGuard guard() {
    return AtHome.guard(backend.store().guard(), home);
  }

  void keepHouse() {
    home.get(backend::keepHouse);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    home.close();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    redis.close();
    Shell.run("rm", "-r", directory.toString());
  }
}
