package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.Tenant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LocalRatesTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  // The monotonic clock may stand anywhere, and wraps.
  private static final long START = Long.MAX_VALUE - SECOND;

  private final LocalRates rates = new LocalRates();

  private long admitted(Tenant tenant, int asked, long nowNanos) {
    return IntStream.range(0, asked).filter(i -> rates.admit(tenant, nowNanos).isEmpty()).count();
  }

  @Test
  void aTenantWithoutALimitIsNeverRefusedAndNeverRemembered() {
    assertThat(admitted(Tenants.unlimited(), 10_000, START)).isEqualTo(10_000);
    assertThat(rates.size()).isZero();
  }

  @Test
  void aFreshTenantGetsItsBurstAndThenItsRate() {
    Tenant tenant = Tenants.limited(10, 500);

    assertThat(admitted(tenant, 100, START)).isEqualTo(5);
    assertThat(admitted(tenant, 100, START + SECOND / 10 - 1)).isZero();
    assertThat(admitted(tenant, 100, START + SECOND / 10)).isEqualTo(1);
  }

  @Test
  void theBurstIsNeverLessThanOneRequest() {
    Tenant tenant = Tenants.limited(3, 0);

    assertThat(admitted(tenant, 100, START)).isEqualTo(1);
    assertThat(admitted(tenant, 100, START + SECOND / 3)).isZero();
    assertThat(admitted(tenant, 100, START + SECOND / 3 + 1)).isEqualTo(1);
  }

  @Test
  void aRefusalSaysToTheNanosecondWhenTheNextOneCanPass() {
    Tenant tenant = Tenants.limited(7, 0);
    admitted(tenant, 1, START);

    long wait = rates.admit(tenant, START).orElseThrow().waitNanos();

    assertThat(rates.admit(tenant, START + wait - 1)).isPresent();
    assertThat(rates.admit(tenant, START + wait)).isEmpty();
  }

  @Test
  void theFirstRefusalAlonePassesForTheFirst() {
    Tenant tenant = Tenants.limited(1, 0);
    admitted(tenant, 1, START);

    assertThat(rates.admit(tenant, START).orElseThrow().first()).isTrue();
    assertThat(rates.admit(tenant, START).orElseThrow().first()).isFalse();
  }

  @Test
  void aTenantIsWithinItsRateAgainAMinuteAfterTheLastRefusal() {
    Tenant tenant = Tenants.limited(1, 0);
    admitted(tenant, 2, START);

    assertThat(rates.sweep(id -> true, START + 60 * SECOND - 1)).isEmpty();
    assertThat(rates.sweep(id -> true, START + 60 * SECOND)).containsExactly(Tenants.ID);
    assertThat(rates.sweep(id -> true, START + 60 * SECOND)).isEmpty();
    admitted(tenant, 1, START + 60 * SECOND);
    assertThat(rates.admit(tenant, START + 60 * SECOND).orElseThrow().first()).isTrue();
  }

  @Test
  void raisingTheLimitGivesNoBurstOfItsOwn() {
    admitted(Tenants.limited(10, 1000), 10, START);

    assertThat(admitted(Tenants.limited(1000, 1000), 5000, START)).isZero();
    assertThat(admitted(Tenants.limited(1000, 1000), 5000, START + SECOND / 10)).isEqualTo(100);
  }

  @Test
  void loweringTheLimitTakesEffectAtOnceAndOwesNothing() {
    admitted(Tenants.limited(1000, 1000), 1, START);

    assertThat(admitted(Tenants.limited(10, 1000), 5000, START)).isEqualTo(10);
    assertThat(admitted(Tenants.limited(10, 1000), 5000, START + SECOND)).isEqualTo(10);
  }

  @Test
  void editingToAndFroGainsNothing() {
    long admitted = 0;
    for (int i = 0; i < 1000; i++) {
      admitted += admitted(Tenants.limited(i % 2 == 0 ? 10 : 20, 1000), 50, START);
    }
    assertThat(admitted).isEqualTo(10);
  }

  @Test
  void aTenantThatIsDeletedAndCreatedAgainHasWhatItHad() {
    Tenant tenant = Tenants.limited(10, 1000);
    admitted(tenant, 10, START);
    rates.sweep(id -> false, START + SECOND / 2);

    assertThat(admitted(tenant, 100, START + SECOND / 2)).isEqualTo(5);
  }

  @Test
  void aTenantThatIsGoneIsForgottenOnceItsBucketIsFull() {
    admitted(Tenants.limited(10, 1000), 10, START);

    rates.sweep(id -> false, START + SECOND - 1);
    assertThat(rates.size()).isEqualTo(1);
    rates.sweep(id -> false, START + SECOND);
    assertThat(rates.size()).isZero();
  }

  @Test
  void anEventLoopWhoseClockIsBehindGetsNothingExtra() {
    Tenant tenant = Tenants.limited(10, 1000);
    admitted(tenant, 10, START + SECOND);

    assertThat(admitted(tenant, 10, START)).isZero();
    assertThat(admitted(tenant, 10, START + SECOND + SECOND / 10)).isEqualTo(1);
  }

  @Test
  void theFastestLimitThatAFileCanNameDoesNotOverflow() {
    Tenant tenant = Tenants.limited((1L << 53) - 1, 60_000);

    assertThat(admitted(tenant, 1000, START)).isEqualTo(1000);
    assertThat(admitted(tenant, 1000, START + 3_000_000 * SECOND)).isEqualTo(1000);
  }

  @Test
  void threadsTogetherGetTheBurstAndNotOneMoreWhileTenantsComeAndGo() throws Exception {
    Tenant tenant = Tenants.limited(1000, 10_000);
    var threads = Executors.newFixedThreadPool(8);
    var counts =
        threads.invokeAll(
            IntStream.range(0, 8)
                .<java.util.concurrent.Callable<Long>>mapToObj(
                    i ->
                        () -> {
                          long mine = 0;
                          for (int n = 0; n < 5000; n++) {
                            mine += admitted(tenant, 1, START);
                            rates.sweep(id -> false, START);
                          }
                          return mine;
                        })
                .toList());
    long all = 0;
    for (Future<Long> count : counts) {
      all += count.get();
    }
    threads.shutdown();
    assertThat(all).isEqualTo(10_000);
  }
}
