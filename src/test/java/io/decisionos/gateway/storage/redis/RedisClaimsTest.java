package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.Answers.Begun;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of several that begin one request, one has the name of its answer; in a real Redis. */
final class RedisClaimsTest {
  private static final StoreKey KEY = new StoreKey(new TenantId("acme"), "key");
  private static final Begun FREE = new Begun(Optional.empty(), false);
  private static final Begun ELSEWHERE = new Begun(Optional.empty(), true);

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
    end("another", Optional.of(Buffer.buffer("answer")));
    assertThat(claim("two").kept().orElseThrow().body().toString()).isEqualTo("answer");
  }

  @Test
  void whoKeepsAnAnswerGivesTheNameBackWithIt() {
    claim("one");
    end("one", Optional.of(Buffer.buffer("answer")));
    assertThat(REDIS.run("EXISTS dos:claim:acme:key")).isEqualTo(":0");
  }

  private Begun claim(String claim) {
    return REDIS.get(() -> REDIS.stores().etags().answers().begin(KEY, claim));
  }

  private void release(String claim) {
    end(claim, Optional.empty());
  }

  private void end(String claim, Optional<Buffer> answer) {
    REDIS.get(() -> REDIS.stores().etags().answers().end(KEY, claim, answer));
  }
}
