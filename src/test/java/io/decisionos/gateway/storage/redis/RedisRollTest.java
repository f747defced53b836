package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.GatewayRoll;
import io.decisionos.gateway.storage.GatewayRoll.Presence;
import io.decisionos.gateway.storage.GatewayRoll.Roll;
import io.decisionos.gateway.storage.TestClock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Gateways show themselves in a real Redis. */
final class RedisRollTest {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @BeforeEach
  void open() {
    REDIS.open(new TestClock());
  }

  @Test
  void whoShowsItselfIsSeenByOthersUntilItLeaves() {
    assertThat(call("a", "first\nline").others()).isEmpty();
    Roll seen = call("b", "second");
    assertThat(seen.others())
        .extracting(GatewayRoll.Seen::presence)
        .containsExactly(new Presence("a", "first\nline"));
    assertThat(seen.nowMillis() - seen.others().get(0).atMillis()).isBetween(0L, 10_000L);
    assertThat(call("a", "").others()).hasSize(1);
    assertThat(call("b", "second").others()).isEmpty();
  }

  @Test
  void whoWasNotSeenForAMinuteIsForgotten() {
    REDIS.run("HSET dos:fleet old \"1000 gone\" torn x");
    assertThat(call("a", "here").others()).isEmpty();
    assertThat(REDIS.run("HLEN dos:fleet")).isEqualTo(":1");
    assertThat(REDIS.run("TTL dos:fleet")).isNotEqualTo(":-1");
  }

  @Test
  void whoFindsNoPlaceIsToldSo() {
    for (int i = 0; i < GatewayRoll.MOST; i++) {
      assertThat(call("g" + i, "here").isFull()).isFalse();
    }
    assertThat(call("late", "here").isFull()).isTrue();
    assertThat(List.copyOf(call("g0", "here").others())).hasSize(GatewayRoll.MOST - 1);
  }

  private Roll call(String instance, String document) {
    return REDIS.get(() -> REDIS.stores().roll().call(new Presence(instance, document)));
  }
}
