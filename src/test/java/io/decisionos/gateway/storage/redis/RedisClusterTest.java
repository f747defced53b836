package io.decisionos.gateway.storage.redis;

import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.storage.Answers.Begun;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.GatewayRoll.Presence;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts, kept by a real cluster of three primaries. */
final class RedisClusterTest {
  @RegisterExtension private static final EmptyRedis REDIS = EmptyRedis.cluster();

  @Nested
  final class Entries extends RedisContracts.Entries {
    @Override
    EmptyRedis redis() {
      return REDIS;
    }
  }

  @Nested
  final class Shelf extends RedisContracts.Shelf {
    @Override
    EmptyRedis redis() {
      return REDIS;
    }
  }

  @Nested
  final class Nonces extends RedisContracts.Nonces {
    @Override
    EmptyRedis redis() {
      return REDIS;
    }
  }

  @Test
  void keysNameTheirTenantInBracesAndTenantsAreInManySlots() {
    REDIS.open(new TestClock());
    for (int i = 0; i < 60; i++) {
      resultOf(put(new TenantId("t" + i), "a{b}", Duration.ofHours(1)));
    }
    assertThat(REDIS.runEach("DBSIZE")).doesNotContain(":0");
    assertThat(REDIS.runEach("KEYS dos:etag:*").toString()).contains("dos:etag:{t7}:a{b}");
  }

  @Test
  void whatHasExpiredOfManyTenantsIsSweptInTheEnd() {
    var clock = new TestClock();
    REDIS.open(clock);
    for (int i = 0; i < 20; i++) {
      resultOf(put(new TenantId("t" + i), "a", Duration.ofSeconds(1)));
    }
    clock.step(Duration.ofHours(1));
    for (int i = 0; i < 50; i++) {
      REDIS.keepHouse();
    }
    assertThat(REDIS.runEach("KEYS dos:etag:*")).containsOnly("*0");
  }

  @Test
  void claimsLeasesAndTheRollOfGatewaysAreOneForAll() {
    REDIS.open(new TestClock());
    var key = new StoreKey(new TenantId("acme"), "key");
    assertThat(REDIS.get(() -> REDIS.stores().etags().answers().begin(key, "one")))
        .isEqualTo(new Begun(Optional.empty(), false));
    assertThat(REDIS.get(() -> REDIS.stores().etags().answers().begin(key, "two")).isElsewhere())
        .isTrue();
    var asks =
        IntStream.range(0, 300)
            .mapToObj(i -> new Ask(new TenantId("t" + i), "one", 100, i, i, Duration.ofMinutes(1)))
            .toList();
    assertThat(REDIS.get(() -> REDIS.stores().leases().lease(asks)))
        .hasSize(300)
        .allMatch(Optional::isPresent);
    REDIS.get(() -> REDIS.stores().roll().call(new Presence("a", "first")));
    assertThat(REDIS.get(() -> REDIS.stores().roll().call(new Presence("b", "x"))).others())
        .hasSize(1);
  }

  private static Future<?> put(TenantId tenant, String name, Duration ttl) {
    var draft = new Draft(Buffer.buffer("1"), ttl);
    return REDIS.entries().put(new StoreKey(tenant, name), draft, Terms.NONE);
  }
}
