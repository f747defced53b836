package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What overload control promises, in a model with a clock of its own. */
final class OverloadTest {
  private static List<Tenant> tenants(int count) {
    return IntStream.range(0, count).mapToObj(i -> Tenants.limited("t" + i, 1000)).toList();
  }

  /** Pieces of work of 1 ms in the middle, some twenty times as long. */
  private static DoubleSupplier work(Random random) {
    return () -> Math.min(20, 0.8 * Math.exp(0.7 * random.nextGaussian()));
  }

  private static QueueModel model(int tenants, long seed) {
    var random = new Random(seed);
    return new QueueModel(Controllers.servedRate(tenants(tenants)), tenants, work(random), random);
  }

  private static long best(long seed) {
    QueueModel model = model(1, seed);
    model.closed(0, 8);
    model.run(5);
    model.count();
    model.run(10);
    return model.answered();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tenTimesAsManyCallersAsServeBestKeepTheGoodputAndDoNotWait(long seed) {
    QueueModel model = model(1, seed);
    model.closed(0, 800);
    model.run(5);
    model.count();
    model.run(10);
    assertThat(model.answered()).isGreaterThan(best(seed) * 9 / 10);
    assertThat(model.worstWaitMillis()).isLessThan(250);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void fiveSecondsAfterTheOverloadNothingIsRefused(long seed) {
    QueueModel model = model(2, seed);
    model.closed(0, 800);
    model.open(1, 100);
    model.run(20);
    model.stop();
    model.run(5);
    model.count();
    model.open(0, 300);
    model.run(10);
    assertThat(model.refused(0) + model.refused(1)).isZero();
    assertThat(model.answered()).isGreaterThan(3_600);
  }

  @Test
  void whoIsWithinItsShareLosesNothing() {
    QueueModel model = model(3, 7);
    model.open(1, 100);
    model.open(2, 200);
    model.run(3);
    model.closed(0, 800);
    model.run(3);
    model.count();
    model.run(30);
    assertThat(model.refused(1) + model.refused(2)).isZero();
    assertThat(model.answered(2)).isGreaterThan(5_700);
    assertThat(model.refused(0)).isPositive();
  }

  @Test
  void besideOneThatAsksAHundredfoldTheOthersAreServedAlike() {
    QueueModel model = model(100, 3);
    model.closed(0, 2000);
    IntStream.range(1, 100).forEach(tenant -> model.closed(tenant, 20));
    model.run(10);
    model.count();
    model.run(60);
    double[] others = IntStream.range(1, 100).mapToDouble(model::answered).toArray();
    assertThat(jain(others)).isGreaterThan(0.99);
    assertThat((double) model.answered(0))
        .isLessThan(2 * DoubleStream.of(others).average().orElseThrow());
  }

  private static double jain(double[] shares) {
    double sum = DoubleStream.of(shares).sum();
    double squares = DoubleStream.of(shares).map(x -> x * x).sum();
    return sum * sum / (shares.length * squares);
  }

  @ParameterizedTest
  @CsvSource({"1, 57", "2, 57", "3, 57", "4, 57", "5, 57", "1, 250", "2, 250", "3, 250", "4, 250"})
  void whoAsksForMuchWithEachRequestHasItsShareOfTheWorkAndNoMore(long seed, double millis) {
    QueueModel model = model(2, seed);
    model.costly(0, millis);
    model.closed(0, 40);
    model.open(1, 100);
    model.run(5);
    model.count();
    model.run(30);
    // Of some 3,000.
    assertThat(model.refused(1)).isLessThanOrEqualTo(5);
    assertThat(model.answered(1)).isGreaterThan(2_700);
    assertThat(model.refused(0)).isPositive();
    // Nine tenths of the worker are left for it.
    assertThat(model.answered(0)).isGreaterThan((long) (30 * 900 / millis * 7 / 10));
    assertThat(model.worstWaitMillis()).isLessThan(100 + 6 * millis);
  }

  @Test
  void sharesFollowMaxQps() {
    List<Tenant> both = List.of(Tenants.limited("small", 500), Tenants.limited("large", 2000));
    var random = new Random(5);
    var model = new QueueModel(Controllers.servedRate(both), 2, work(random), random);
    model.closed(0, 600);
    model.closed(1, 600);
    model.run(10);
    model.count();
    model.run(30);
    assertThat((double) model.answered(1) / model.answered(0)).isBetween(3.2, 4.8);
  }

  @Test
  void whoIsOverItsShareMayAskForOneThingAgainOnceTheLastFailed() {
    var overload = new Overload(Duration.ofMillis(20), new RequestCosts(), 0);
    Tenant tenant = Tenants.limited("a", 1000);
    long now = 0;
    for (int interval = 0; interval < 50; interval++) {
      for (int i = 0; i < 1000; i++) {
        if (overload.admit(tenant)) {
          overload.ended(tenant.id());
        }
      }
      now += 100_000_000;
      overload.interval(now, 500_000_000);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(overload.admit(tenant)).isTrue();
      overload.ended(tenant.id());
    }
    assertThat(overload.admit(tenant)).isTrue();
    assertThat(overload.admit(tenant)).isFalse();
  }

  @Test
  void aBurstThatIsWorkedOffInHalfASecondRefusesNobody() {
    var overload = new Overload(Duration.ofMillis(20), new RequestCosts(), 0);
    Tenant tenant = Tenants.limited("a", 1000);
    long now = 0;
    int refused = 0;
    for (int interval = 1; interval <= 100; interval++) {
      for (int i = 0; i < 50; i++) {
        if (overload.admit(tenant)) {
          overload.served(tenant.id());
        } else {
          refused++;
        }
      }
      now += 100_000_000;
      overload.interval(now, interval % 10 < 4 ? 60_000_000 : 0);
    }
    assertThat(refused).isZero();
    assertThat(overload.perSecond()).isInfinite();
  }

  @Test
  void aStandstillDoesNotStayShut() {
    var overload = new Overload(Duration.ofMillis(20), new RequestCosts(), 0);
    Tenant tenant = Tenants.limited("a", 1000);
    long now = 0;
    for (int interval = 0; interval < 50; interval++) {
      overload.admit(tenant);
      now += 100_000_000;
      overload.interval(now, 5_000_000_000L);
    }
    int intervals = 0;
    while (overload.perSecond() < 1000) {
      for (int i = 0; i < 200; i++) {
        if (overload.admit(tenant)) {
          overload.served(tenant.id());
        }
      }
      now += 100_000_000;
      overload.interval(now, 0);
      intervals++;
    }
    assertThat(intervals).isLessThan(50);
  }

  @Test
  void withoutATargetNothingIsEverRefused() {
    var overload = new Overload(Duration.ZERO, new RequestCosts(), 0);
    Tenant tenant = Tenants.limited("a", 1);
    for (int i = 1; i < 100; i++) {
      assertThat(overload.admit(tenant)).isTrue();
      overload.interval(i * 100_000_000L, 5_000_000_000L);
    }
  }
}
