package io.decisionos.gateway.storage.redis;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.Answers;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.GatewayRoll;
import io.decisionos.gateway.storage.Listing;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see when Redis fails, and that the gateway finds it again. */
final class RedisFaultTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealRedis redis;
  private Backend<SharedStores> backend;
  private EtagStore store;

  @BeforeEach
  void open() {
    redis = RealRedis.start(directory);
    connect(redis.url());
    await(() -> !isAway());
  }

  private void connect(String url) {
    var storage = RedisAtHome.storage(RedisAtHome.settings(url, Duration.ofMillis(500)));
    backend = home.open(storage::open);
    store = AtHome.store(backend.store().etags().entries(), home);
  }

  @AfterEach
  void close() {
    home.close();
    redis.close();
  }

  @Test
  void aScriptThatRedisForgotIsSentAgain() {
    resultOf(put("a", "1"));
    RedisCommands.run(redis, "SCRIPT FLUSH");
    assertThat(resultOf(put("a", "2")).created()).isFalse();
  }

  @Test
  void whileRedisIsAwayCallsAreRefusedAtOnceAndAfterwardsServed() {
    resultOf(put("a", "1"));
    redis.close();
    await(this::isAway);
    long before = System.nanoTime();
    Problem problem = problemOf(put("a", "2"));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(50));
    assertThat(problem.type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
    assertThat(problem.members()).isEmpty();
    redis.startAgain();
    long back = System.nanoTime();
    await(() -> !isAway());
    assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(2));
    assertThat(resultOf(store.get(key("a"))).orElseThrow().body().toString()).isEqualTo("1");
  }

  @Test
  void aFrozenRedisLeavesWritesUnknownAndReadsUnavailable() {
    resultOf(put("a", "1"));
    redis.signal("STOP");
    Future<?> read = store.get(key("a"));
    Problem write = problemOf(put("a", "2"));
    assertThat(write.type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
    assertThat(write.members()).isEqualTo(Map.of("outcome", "unknown"));
    assertThat(problemOf(read).members()).isEmpty();
    redis.signal("CONT");
    await(() -> !isAway());
    assertThat(resultOf(store.get(key("a")))).isPresent();
  }

  @Test
  void atItsMaxmemoryRedisRefusesAndStillDeletes() {
    resultOf(put("a", "1"));
    RedisCommands.run(redis, "CONFIG SET maxmemory 1");
    assertThat(problemOf(put("b", "2")).type()).isEqualTo(ProblemType.STORAGE_FULL);
    resultOf(store.delete(key("a"), Terms.NONE));
    assertThat(resultOf(store.usage(ACME)).bytes()).isZero();
  }

  @Test
  void theRulesOfALockedDownUserAreEnough() {
    RedisCommands.run(
        redis, "ACL SETUSER gateway on >" + AclRules.PASSWORD + " " + AclRules.documented());
    connect("redis://gateway:" + AclRules.PASSWORD + "@127.0.0.1:" + redis.port());
    assertThat(resultOf(put("a", "1")).created()).isTrue();
    assertThat(resultOf(store.get(key("a")))).isPresent();
    assertThat(resultOf(store.list(new Listing(ACME, "", Optional.empty(), 9))).lines()).hasSize(1);
    home.get(backend::keepHouse);
    var presence = new GatewayRoll.Presence("one", "{}");
    assertThat(home.get(() -> backend.store().roll().call(presence)).others()).isEmpty();
    resultOf(store.delete(key("a"), Terms.NONE));
  }

  @Test
  void aNameThatCouldNotBeGivenBackIsGivenBackOnceRedisIsThereAgain() {
    home.get(() -> answers().begin(key("k"), "one"));
    redis.close();
    await(this::isAway);
    home.get(() -> answers().end(key("k"), "one", Optional.empty()));
    redis.startAgain();
    assertNameIsGivenBack();
  }

  @Test
  void aNameOfWhichNobodyHeardWhetherItWasTakenIsGivenBackToo() {
    redis.signal("STOP");
    problemOf(AtHome.call(home, () -> answers().begin(key("k"), "one")));
    redis.signal("CONT");
    await(() -> isNamed(1));
    assertNameIsGivenBack();
  }

  private void assertNameIsGivenBack() {
    // Or else it would end by itself.
    assertThat(RedisCommands.run(redis, "PERSIST dos:claim:acme:k")).isEqualTo(":1");
    home.keepHouse(backend);
    await(() -> isNamed(0));
  }

  private boolean isNamed(int times) {
    return RedisCommands.run(redis, "EXISTS dos:claim:acme:k").equals(":" + times);
  }

  private Answers answers() {
    return backend.store().etags().answers();
  }

  @Test
  void anOldRedisIsRefused() {
    assertThat(RedisInfo.parse("redis_version:6.0.16\r\n").objection(false))
        .contains("storage.redis_url: found Redis 6.0.16, expected 6.2 or newer");
    assertThat(RedisInfo.parse("redis_version:6.2.0\r\n").objection(false)).isEmpty();
    assertThat(RedisInfo.parse("redis_version:10.0.1\r\n").objection(false)).isEmpty();
  }

  @Test
  void aPolicyThatEvictsAndNoAppendOnlyFileAreWarnedOf() {
    assertThat(RedisInfo.parse("maxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n").warnings())
        .hasSize(2);
    assertThat(RedisInfo.parse("maxmemory_policy:volatile-lru\r\naof_enabled:1\r\n").warnings())
        .isEmpty();
  }

  @Test
  void aRedisThatIsNotThereYetIsFoundLater() {
    redis.close();
    connect(redis.url());
    assertThat(isAway()).isTrue();
    redis.startAgain();
    await(() -> !isAway());
    resultOf(put("a", "1"));
  }

  private boolean isAway() {
    return home.get(() -> Future.succeededFuture(backend.health())).trouble().isPresent();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private Future<Stored> put(String name, String body) {
    var draft = new Draft(Buffer.buffer(body), Duration.ofHours(1));
    return store.put(key(name), draft, Terms.NONE);
  }

  private static StoreKey key(String name) {
    return new StoreKey(ACME, name);
  }
}
