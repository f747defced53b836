package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.SharedStores;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis, or a cluster of three, for the tests of a class and those within it, empty for each
 * of them, and the stores on it.
 */
final class EmptyRedis
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final int CLUSTER = 3;

  private final boolean isCluster;
  private Path directory;
  private List<RealRedis> nodes = List.of();
  private String url;
  private RedisAtHome home;
  private Backend<SharedStores> backend;

  EmptyRedis() {
    this(false);
  }

  private EmptyRedis(boolean isCluster) {
    this.isCluster = isCluster;
  }

  static EmptyRedis cluster() {
    return new EmptyRedis(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (!nodes.isEmpty()) {
      return;
    }
    directory = Files.createTempDirectory("redis");
    if (isCluster) {
      var cluster = RealCluster.start(directory, CLUSTER, 0, 5000);
      nodes = cluster.nodes();
      url = cluster.url();
    } else {
      nodes = List.of(RealRedis.start(directory));
      url = nodes.get(0).url();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    runEach("FLUSHALL");
    home = new RedisAtHome();
  }

  /** Opens the stores as another gateway would. */
  void open(InstantSource clock) {
    var storage = new RedisStorage(RedisAtHome.settings(url), 50, clock, Optional.empty());
    backend = home.open(storage::open);
  }

  /** The settings of a gateway that keeps its storage here. */
  Map<String, String> variables() {
    return Map.of("DECISIONOS_STORAGE", "redis", "DECISIONOS_REDIS_URL", url);
  }

  /** Sends Redis a command behind the stores' back. */
  String run(String command) {
    return RedisCommands.run(nodes.get(0), command);
  }

  /** Sends it to every node. */
  List<String> runEach(String command) {
    return nodes.stream().map(node -> RedisCommands.run(node, command)).toList();
  }

  SharedStores stores() {
    return backend.store();
  }

  /** Asks on the stores' loop and waits for the answer. */
  <T> T get(Supplier<Future<T>> question) {
    return home.get(question);
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
    if (context.getRequiredTestClass().isMemberClass()) {
      return;
    }
    nodes.forEach(RealRedis::close);
    nodes = List.of();
    Shell.run("rm", "-r", directory.toString());
  }
}
