package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.AnswerClaims.Claimed;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several that begin one request, one has the name of its answer; in a real Redis. */
final class RedisClaimsTest {
  private static final StoreKey KEY = new StoreKey(new TenantId("acme"), "key");
  private static final Claimed FREE = new Claimed(Optional.empty(), false);
  private static final Claimed ELSEWHERE = new Claimed(Optional.empty(), true);

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealRedis redis;
  private Backend<SharedStores> backend;

  @BeforeEach
  void open() {
    redis = RealRedis.start(directory);
    var settings = RedisAtHome.settings(redis.url());
    backend = home.open(new RedisStorage(settings, 50, new TestClock())::open);
  }

  @AfterEach
  void close() {
    home.close();
    redis.close();
  }

  @Test
  void oneHasTheNameUntilItGivesItBack() {
    assertThat(claim("one")).isEqualTo(FREE);
    assertThat(claim("two")).isEqualTo(ELSEWHERE);
    release("two");
    assertThat(claim("two")).isEqualTo(ELSEWHERE);
    release("one");
    assertThat(claim("two")).isEqualTo(FREE);
  }

  @Test
  void whoIsGoneLosesTheNameByItself() {
    claim("one");
    assertThat(RedisCommands.run(redis, "PTTL dos:claim:acme:key")).matches(":\\d+");
    RedisCommands.run(redis, "PEXPIRE dos:claim:acme:key 0");
    assertThat(claim("two")).isEqualTo(FREE);
  }

  @Test
  void anAnswerThatIsKeptGoesBeforeAnyClaim() {
    claim("one");
    var draft = new Draft(Buffer.buffer("answer"), Duration.ofHours(1));
    home.get(() -> backend.store().etags().answers().put(KEY, draft, Terms.NONE));
    assertThat(claim("two").kept().orElseThrow().body().toString()).isEqualTo("answer");
  }

  private Claimed claim(String claim) {
    return home.get(() -> backend.store().claims().claim(KEY, claim));
  }

  private void release(String claim) {
    home.get(() -> backend.store().claims().release(KEY, claim));
  }
}
