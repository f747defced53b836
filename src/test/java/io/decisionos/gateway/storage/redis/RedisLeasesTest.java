package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.limit.RateLeases.Lease;
import io.decisionos.gateway.limit.RateLeases.Other;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parts of a rate in a real Redis: together never more than all of it. */
final class RedisLeasesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @BeforeEach
  void open() {
    REDIS.open(new TestClock());
  }

  @Test
  void nobodyGetsWhatAnotherHas() {
    assertThat(lease("one", 80, LONG)).isEqualTo(new Lease(80, List.of()));
    assertThat(lease("two", 70, LONG)).isEqualTo(new Lease(20, List.of(new Other("one", 80, 80))));
    assertThat(lease("one", 30, LONG).perSecond()).isEqualTo(30);
    assertThat(lease("two", 70, LONG).perSecond()).isEqualTo(70);
    assertThat(lease("one", 31, LONG).perSecond()).isEqualTo(30);
  }

  @Test
  void whatIsGivenUpOrEndsIsFree() {
    lease("one", 100, LONG);
    assertThat(lease("one", 0, LONG).perSecond()).isZero();
    assertThat(REDIS.run("EXISTS dos:rate:acme")).isEqualTo(":0");
    lease("one", 100, Duration.ofMillis(50));
    Await.until(PATIENCE, () -> lease("two", 100, LONG).perSecond() == 100, () -> "not free");
    assertThat(REDIS.run("PTTL dos:rate:acme")).isNotEqualTo(":-1");
  }

  @Test
  void manyAreLeasedAtOnceEachByItself() {
    List<Ask> asks =
        IntStream.range(0, 300)
            .mapToObj(i -> new Ask(new TenantId("t" + i), "one", 100, i, i, LONG))
            .toList();
    var leases = REDIS.get(() -> REDIS.stores().leases().lease(asks));
    assertThat(leases).hasSize(300).allMatch(lease -> lease.isPresent());
    assertThat(leases.get(7).orElseThrow().perSecond()).isEqualTo(7);
    assertThat(leases.get(299).orElseThrow().perSecond()).isEqualTo(100);
  }

  private Lease lease(String instance, long want, Duration lasts) {
    var ask = new Ask(new TenantId("acme"), instance, 100, want, want, lasts);
    return REDIS.get(() -> REDIS.stores().leases().lease(List.of(ask))).get(0).orElseThrow();
  }
}
