package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.Tenant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random schedules against the definition: in any window of w seconds at most {@code max_qps * w +
 * burst}, and nobody is refused whom that would let pass. Counted window by window, in whole
 * numbers, by no means that the limiter uses.
 */
final class RatePropertyTest {
  private static final int SCHEDULES = Integer.getInteger("schedules", 100_000);
  private static final int ARRIVALS = 40;
  private static final long REQUEST = 1_000_000_000;
  private static final long[] RATES = {1, 2, 3, 7, 10, 99, 1000, 4999, 65_537, 999_983};
  private static final long[] BURSTS = {0, 1, 10, 333, 1000, 2500};

  @Test
  void noWindowIsOverTheBoundAndNobodyIsRefusedWithoutNeed() {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      var random = new Random(seed);
      long rate = RATES[random.nextInt(RATES.length)];
      long burst = BURSTS[random.nextInt(BURSTS.length)];
      // About one event in five is within the burst; else the schedule would never reach the limit.
      Tenant tenant = Tenants.limited(rate, Math.min(burst, ARRIVALS * 200 / rate));
      long capacity = Math.max(REQUEST, rate * tenant.limits().burst().toMillis() * 1_000_000);
      check(seed, tenant, capacity, arrivals(random, REQUEST / rate));
    }
  }

  /** Moments that come in clumps, alone, and exactly when the next one may pass. */
  private static long[] arrivals(Random random, long interval) {
    long[] moments = new long[ARRIVALS];
    long now = random.nextLong() >> 1;
    for (int i = 0; i < ARRIVALS; i++) {
      now +=
          switch (random.nextInt(6)) {
            case 0, 1 -> 0;
            case 2 -> interval;
            case 3 -> interval + 1;
            case 4 -> (long) (random.nextDouble() * interval);
            default -> (long) (random.nextDouble() * interval * 5);
          };
      moments[i] = now;
    }
    return moments;
  }

  private static void check(int seed, Tenant tenant, long capacity, long[] moments) {
    var rates = new LocalRates();
    boolean[] passed = new boolean[moments.length];
    long rate = tenant.limits().maxQps().orElseThrow();
    for (int i = 0; i < moments.length; i++) {
      passed[i] = rates.admit(tenant, moments[i]).isEmpty();
      boolean mayPass = mayPass(passed, moments, i, rate, capacity);
      assertThat(passed[i]).as("seed %d arrival %d", seed, i).isEqualTo(mayPass);
    }
  }

  /** Whether no window that ends with this arrival would hold too many with it. */
  private static boolean mayPass(boolean[] passed, long[] moments, int i, long rate, long most) {
    long count = REQUEST;
    for (int first = i; first >= 0; first--) {
      if (first < i && passed[first]) {
        count += REQUEST;
      }
      if (count > rate * (moments[i] - moments[first]) + most) {
        return false;
      }
    }
    return true;
  }

  @Test
  void noWindowIsOverTheLargestBurstAndTheRatesInForceWhileLimitsChange() {
    for (int seed = 0; seed < SCHEDULES / 10; seed++) {
      var random = new Random(seed);
      var rates = new LocalRates();
      long[] moments = arrivals(random, REQUEST / 50);
      long[] inForce = new long[ARRIVALS];
      boolean[] passed = new boolean[ARRIVALS];
      long rate = 50;
      for (int i = 0; i < ARRIVALS; i++) {
        rate = random.nextInt(4) == 0 ? 1 + random.nextInt(100) : rate;
        inForce[i] = rate;
        passed[i] = rates.admit(Tenants.limited(rate, 100), moments[i]).isEmpty();
        assertThat(fits(passed, moments, inForce, i)).as("seed %d arrival %d", seed, i).isTrue();
      }
    }
  }

  private static boolean fits(boolean[] passed, long[] moments, long[] inForce, int last) {
    long count = 0;
    long brought = 0;
    long largest = 0;
    for (int first = last; first >= 0; first--) {
      count += passed[first] ? REQUEST : 0;
      largest = Math.max(largest, Math.max(REQUEST, inForce[first] * 100 * 1_000_000));
      if (count > brought + largest) {
        return false;
      }
      // A rate is in force until the next arrival brings another.
      brought += first == 0 ? 0 : inForce[first - 1] * (moments[first] - moments[first - 1]);
    }
    return true;
  }
}
