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
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sentinels over a primary and its replica: the gateway is where the primary is. */
final class RedisSentinelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DOWN_AFTER_MS = 1000;

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private final RedisFront front = new RedisFront();
  private RealRedis first;
  private RealRedis second;
  private Sentinels sentinels;
  private Backend<SharedStores> backend;
  private EtagStore store;

  @BeforeEach
  void start() throws IOException {
    first = RealRedis.behind(front, Files.createDirectory(directory.resolve("first")));
    second = RealRedis.start(Files.createDirectory(directory.resolve("second")));
    RedisCommands.run(second, "REPLICAOF 127.0.0.1 " + first.place());
    Await.until(PATIENCE, () -> isLinked(second), () -> "no replica");
    sentinels = Sentinels.over(first, 1, DOWN_AFTER_MS);
    connect(sentinels.url().replace("//", "//127.0.0.1:1,"));
  }

  @AfterEach
  void close() {
    home.close();
    sentinels.close();
    first.close();
    second.close();
    front.close();
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

  @Test
  void aPrimaryThatTheSentinelsGaveUpIsLeftThoughItStillAnswersHere() {
    Await.until(PATIENCE, () -> isTaken("before"), this::trouble);
    // This test is no process that it started itself, so the others are cut off alone.
    front.hold(process -> process != 0);
    Await.until(PATIENCE, () -> sentinels.primary() == second.place(), () -> "no successor");
    Await.until(PATIENCE, () -> isTaken("after") && knows("after"), this::trouble);
    assertThat(RedisCommands.run(first, "ROLE")).contains("master");
  }

  @Test
  void aSuccessorThatLostTheMarkIsTakenWhereItIs() {
    becomeSecond();
    RedisCommands.run(second, "SET dos:home \"" + olderMark(second) + '"');
    RedisCommands.run(second, "CLIENT KILL TYPE normal");
    Await.until(PATIENCE, () -> isTaken("again"), this::trouble);
    assertThat(term(second)).isEqualTo(2);
  }

  @Test
  void aSuccessorThatNeverGotTheMarkIsTakenOnceTheSentinelsHaveDecidedForIt() {
    becomeSecond();
    first.startAgain();
    Await.until(PATIENCE, () -> isLinked(first), () -> "no replica");
    RedisCommands.run(first, "CONFIG SET replica-read-only no");
    RedisCommands.run(first, "SET dos:home \"" + olderMark(second) + '"');
    second.kill();
    Await.until(PATIENCE, () -> isTaken("back"), this::trouble);
    assertThat(term(first)).isEqualTo(3);
  }

  private void becomeSecond() {
    Await.until(PATIENCE, () -> isTaken("before"), this::trouble);
    first.kill();
    Await.until(PATIENCE, () -> isTaken("after"), this::trouble);
    assertThat(term(second)).isEqualTo(2);
  }

  /** The mark as it was before the gateway went on there. */
  private static String olderMark(RealRedis redis) {
    return mark(redis).id() + " 1";
  }

  private static long term(RealRedis redis) {
    return mark(redis).term();
  }

  private static RedisMark mark(RealRedis redis) {
    String answer = RedisCommands.run(redis, "GET dos:home");
    return RedisMark.parse(answer.lines().reduce((first, last) -> last).orElseThrow())
        .orElseThrow();
  }

  private boolean knows(String name) {
    return RedisCommands.run(second, "EXISTS dos:etag:acme:" + name).equals(":1");
  }

  private static boolean isLinked(RealRedis replica) {
    return RedisCommands.run(replica, "INFO replication").contains("master_link_status:up");
  }

  private void connect(String url) {
    var settings = RedisAtHome.settings(url, Duration.ofMillis(500));
    backend = home.open(RedisAtHome.storage(settings)::open);
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
