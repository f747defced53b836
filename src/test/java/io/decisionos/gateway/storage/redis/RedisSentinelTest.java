package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Outcomes;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisSentinel;

/** A real sentinel over a primary and its replica: the gateway is where the primary is. */
final class RedisSentinelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long DOWN_AFTER_MS = 1000;

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealRedis first;
  private RealRedis second;
  private RedisSentinel sentinel;
  private Backend<SharedStores> backend;
  private EtagStore store;

  @BeforeEach
  void start() throws IOException {
    first = RealRedis.start(Files.createDirectory(directory.resolve("first")));
    second = RealRedis.start(Files.createDirectory(directory.resolve("second")));
    RedisCommands.run(second, "REPLICAOF 127.0.0.1 " + first.port());
    Await.until(PATIENCE, () -> isLinked(second), () -> "no replica");
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    sentinel =
        RedisSentinel.newRedisSentinel()
            .bind("127.0.0.1")
            .port(port)
            .masterName("main")
            .masterPort(first.port())
            .quorumSize(1)
            .downAfterMilliseconds(DOWN_AFTER_MS)
            .failOverTimeout(3 * DOWN_AFTER_MS)
            .build();
    sentinel.start();
    connect("redis+sentinel://127.0.0.1:1,127.0.0.1:" + port + "/main");
  }

  @AfterEach
  void close() throws IOException {
    home.close();
    sentinel.stop();
    first.close();
    second.close();
  }

  @Test
  void whoTakesOverIsFollowedWithWhatItHolds() {
    Await.until(PATIENCE, () -> isTaken("before"), this::trouble);
    Await.until(PATIENCE, () -> knows("before"), () -> "not replicated");
    first.kill();
    Await.until(PATIENCE, () -> isTaken("after"), this::trouble);
    assertThat(RedisCommands.run(second, "EXISTS dos:etag:acme:before dos:etag:acme:after"))
        .isEqualTo(":2");
    assertThat(trouble()).isEmpty();
  }

  private boolean knows(String name) {
    return RedisCommands.run(second, "EXISTS dos:etag:acme:" + name).equals(":1");
  }

  private static boolean isLinked(RealRedis replica) {
    return RedisCommands.run(replica, "INFO replication").contains("master_link_status:up");
  }

  private void connect(String url) {
    var settings = RedisAtHome.settings(url, Duration.ofMillis(500));
    backend = home.open(new RedisStorage(settings, 50, new TestClock())::open);
    store = AtHome.store(backend.store().etags().entries(), home);
    home.keepHouse(backend);
  }

  private boolean isTaken(String name) {
    var draft = new Draft(Buffer.buffer("1"), Duration.ofHours(1));
    var key = new StoreKey(new TenantId("acme"), name);
    return Outcomes.resultOf(store.put(key, draft, Terms.NONE).map(true).otherwise(false));
  }

  private String trouble() {
    return home.get(() -> Future.succeededFuture(backend.health())).trouble().orElse("");
  }
}
