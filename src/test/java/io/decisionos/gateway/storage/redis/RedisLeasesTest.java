package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.limit.RateLeases.Lease;
import io.decisionos.gateway.limit.RateLeases.Other;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a rate in a real Redis: together never more than all of it. */
final class RedisLeasesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(1);

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
    assertThat(RedisCommands.run(redis, "EXISTS dos:rate:acme")).isEqualTo(":0");
    lease("one", 100, Duration.ofMillis(50));
    Await.until(PATIENCE, () -> lease("two", 100, LONG).perSecond() == 100, () -> "not free");
    assertThat(RedisCommands.run(redis, "PTTL dos:rate:acme")).isNotEqualTo(":-1");
  }

  @Test
  void manyAreLeasedAtOnceEachByItself() {
    List<Ask> asks =
        IntStream.range(0, 300)
            .mapToObj(i -> new Ask(new TenantId("t" + i), "one", 100, i, i, LONG))
            .toList();
    var leases = home.get(() -> backend.store().leases().lease(asks));
    assertThat(leases).hasSize(300).allMatch(lease -> lease.isPresent());
    assertThat(leases.get(7).orElseThrow().perSecond()).isEqualTo(7);
    assertThat(leases.get(299).orElseThrow().perSecond()).isEqualTo(100);
  }

  private Lease lease(String instance, long want, Duration lasts) {
    var ask = new Ask(new TenantId("acme"), instance, 100, want, want, lasts);
    return home.get(() -> backend.store().leases().lease(List.of(ask))).get(0).orElseThrow();
  }
}
