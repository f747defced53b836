package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.AnswerClaims.Claimed;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of several that begin one request, one has the name of its answer; in a real Redis. */
final class RedisClaimsTest {
  private static final StoreKey KEY = new StoreKey(new TenantId("acme"), "key");
  private static final Claimed FREE = new Claimed(Optional.empty(), false);
  private static final Claimed ELSEWHERE = new Claimed(Optional.empty(), true);

  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @BeforeEach
  void open() {
    REDIS.open(new TestClock());
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
    assertThat(REDIS.run("PTTL dos:claim:acme:key")).matches(":\\d+");
    REDIS.run("PEXPIRE dos:claim:acme:key 0");
    assertThat(claim("two")).isEqualTo(FREE);
  }

  @Test
  void anAnswerThatIsKeptGoesBeforeAnyClaim() {
    claim("one");
    var draft = new Draft(Buffer.buffer("answer"), Duration.ofHours(1));
    REDIS.get(() -> REDIS.stores().etags().answers().put(KEY, draft, Terms.NONE));
    assertThat(claim("two").kept().orElseThrow().body().toString()).isEqualTo("answer");
  }

  private Claimed claim(String claim) {
    return REDIS.get(() -> REDIS.stores().claims().claim(KEY, claim));
  }

  private void release(String claim) {
    REDIS.get(() -> REDIS.stores().claims().release(KEY, claim));
  }
}
