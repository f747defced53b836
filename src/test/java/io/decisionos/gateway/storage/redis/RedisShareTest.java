package io.decisionos.gateway.storage.redis;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.storage.ReplayGuard.Claim;
import io.decisionos.gateway.storage.ReplayGuard.Verdict;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Redis has is shared: whatever one tenant stores, there is room for the others. */
final class RedisShareTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final int MEBIBYTES = 12;
  private static final int MORE_THAN_FITS = 60_000;

  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  private final TestClock clock = new TestClock();

  @BeforeEach
  void open() {
    REDIS.run("CONFIG SET maxmemory " + MEBIBYTES + "mb");
    REDIS.open(clock);
  }

  @AfterEach
  void openUp() {
    REDIS.run("CONFIG SET maxmemory 0");
  }

  @Test
  void noncesOfOneTenantLeaveRoomForTheOthers() {
    fill(i -> admit(ACME, "nonce-" + i, Long.MAX_VALUE));
    assertOthersGoOn();
    clock.step(Duration.ofHours(1));
    assertThat(resultOf(admit(ACME, "later", Long.MAX_VALUE))).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void longNoncesAndLongNamesAndBodiesDoToo() {
    fill(i -> admit(ACME, "n".repeat(250) + i, Long.MAX_VALUE));
    assertOthersGoOn();
    clock.step(Duration.ofHours(1));
    IntStream.range(0, 2000).forEach(i -> REDIS.keepHouse());
    fill(i -> put(ACME, "k".repeat(500) + i, 1));
    assertOthersGoOn();
  }

  @Test
  void entriesOfOneTenantLeaveRoomForTheOthers() {
    fill(i -> put(ACME, "k" + i, 256));
    assertOthersGoOn();
    resultOf(REDIS.entries().delete(new StoreKey(ACME, "k0"), Terms.NONE));
  }

  @Test
  void noncesAndKeptOutcomesCountTowardTheLimitOfTheTenant() {
    var once = Optional.of(new StoreKey(ACME, "once"));
    resultOf(REDIS.guard().admit(claim(ACME, "n".repeat(100), once, 300)));
    assertThat(resultOf(REDIS.entries().usage(ACME)).bytes()).isGreaterThan(100);
    assertThat(problemOf(admit(ACME, "m".repeat(200), 300)).type())
        .isEqualTo(ProblemType.TENANT_STORAGE_FULL);
    assertThat(resultOf(admit(ACME, "m".repeat(200), 1000))).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void withTheLastOfWhatATenantHeldItsCountsBeginAnew() {
    resultOf(admit(ACME, "n", Long.MAX_VALUE));
    resultOf(put(ACME, "k", 10));
    clock.step(Duration.ofHours(2));
    IntStream.range(0, 20).forEach(i -> REDIS.keepHouse());
    assertThat(REDIS.run("EXISTS dos:held:acme dos:replaybytes:acme")).isEqualTo(":0");
  }

  private static void assertOthersGoOn() {
    for (int i = 0; i < 500; i++) {
      int each = i;
      resultOf(put(GLOBEX, "k" + each, 256));
    }
  }

  /** Stores until it is refused, which must be for the tenant's share and not for Redis. */
  private static void fill(IntFunction<Future<?>> write) {
    for (int i = 0; i < MORE_THAN_FITS; i += 500) {
      var some = IntStream.range(i, i + 500).mapToObj(write).toList();
      Throwable refused =
          resultOf(Future.join(some).transform(all -> Future.succeededFuture(all.cause())));
      if (refused != null) {
        assertThat(((ProblemException) refused).problem().type())
            .isEqualTo(ProblemType.TENANT_STORAGE_FULL);
        return;
      }
    }
    throw new AssertionError("all of it was stored");
  }

  private Future<Verdict> admit(TenantId tenant, String nonce, long allowance) {
    return REDIS.guard().admit(claim(tenant, nonce, Optional.empty(), allowance));
  }

  private Claim claim(TenantId tenant, String nonce, Optional<StoreKey> once, long allowance) {
    return new Claim(
        Nonce.parse(tenant, nonce).orElseThrow(),
        clock.millis(),
        Duration.ofMinutes(1),
        allowance,
        once);
  }

  private static Future<Stored> put(TenantId tenant, String name, int bytes) {
    var draft = new Draft(Buffer.buffer(new byte[bytes]), Duration.ofMinutes(10));
    return REDIS.entries().put(new StoreKey(tenant, name), draft, Terms.NONE);
  }
}
