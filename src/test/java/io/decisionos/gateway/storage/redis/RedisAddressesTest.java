package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Secrets;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.SharedStores;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address that is taken when it is read can be connected to, and be waited for. */
final class RedisAddressesTest {
  private static final String WORD =
      Secrets.keep("password with signs", "w+o^r|d{f}o r@redis:in-tests");

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealRedis redis;
  private Backend<SharedStores> backend;

  @BeforeEach
  void start() {
    redis = RealRedis.start(directory);
  }

  @AfterEach
  void close() {
    home.close();
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "my_redis", "[::ffff:127.0.0.1]"})
  void aHostIsReachedWhateverItsName(String host) {
    connect(List.of("redis://" + host + ":" + redis.port() + "/1"));
    awaitWell();
  }

  @Test
  void aSocketIsReached() {
    connect(List.of("unix://" + directory + "/redis.sock?db=2"));
    awaitWell();
  }

  @Test
  void signsInAPasswordMeanThemselves() {
    RedisCommands.run(redis, "CONFIG SET requirepass \"" + WORD + "\"");
    connect(List.of("redis://:" + WORD + "@127.0.0.1:" + redis.port()));
    awaitWell();
  }

  @Test
  void anAddressThatCannotBeReachedEndsNoSearch() {
    connect(List.of(redis.url(), "redis://no_such_host:1", "unix:///no/such.sock"));
    awaitWell();
    redis.close();
    Await.until(Duration.ofSeconds(10), () -> !isWell(), () -> "still well");
    redis.startAgain();
    awaitWell();
  }

  private void connect(List<String> urls) {
    var settings = RedisAtHome.settings(urls, Duration.ofSeconds(2));
    backend = home.open(RedisAtHome.storage(settings)::open);
  }

  private boolean isWell() {
    return home.get(() -> Future.succeededFuture(backend.health())).trouble().isEmpty();
  }

  private void awaitWell() {
    Await.until(Duration.ofSeconds(10), this::isWell, () -> backend.health().trouble());
  }
}
