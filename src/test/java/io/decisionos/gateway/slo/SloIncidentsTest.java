package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Made-up incidents with a known start and end, judged every five seconds as the gateway does it,
 * beside a slow model that keeps every second.
 */
final class SloIncidentsTest {
  private static final long START = 1_790_000_000L;
  private static final int STEP = 5;
  private static final int LOOK = 60;
  private static final int QUIET_BEFORE = 3 * 3600;
  private static final int AFTER = 3600;
  private static final int MOST_OF_TEN = 6;
  private static final BigDecimal BUDGET = new BigDecimal("0.01");
  private static final Counts BAD = new Counts(1, 1, 0, 0);
  private static final Counts GOOD = new Counts(1, 0, 0, 0);

  /** Every answer of six hours, by its second. */
  private static final class Model {
    private final Deque<long[]> answers = new ArrayDeque<>();

    void add(long second, boolean bad) {
      answers.addLast(new long[] {second, bad ? 1 : 0});
    }

    boolean isCritical(long now) {
      return burns(now, SloWindow.MINUTES_5, SloWindow.HOUR, 144)
          || burns(now, SloWindow.MINUTES_30, SloWindow.HOURS_6, 60);
    }

    private boolean burns(long now, SloWindow shorter, SloWindow longer, long perMille) {
      long[] few = sums(now, shorter);
      long[] many = sums(now, longer);
      return few[1] > 0
          && few[1] * 1000 >= perMille * few[0]
          && many[1] * 1000 >= perMille * many[0]
          && many[1] >= 10;
    }

    private long[] sums(long now, SloWindow window) {
      long width = window.width().seconds();
      long from = Math.floorDiv(now, width) * width - window.slots() * width;
      long requests = 0;
      long bad = 0;
      for (var newest = answers.descendingIterator(); newest.hasNext(); ) {
        long[] answer = newest.next();
        if (answer[0] < from) {
          break;
        }
        requests++;
        bad += answer[1];
      }
      return new long[] {requests, bad};
    }
  }

  /** Ten incidents for each seed; the quietest tenants ask once a minute. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyIncidentIsSeenWhenItCanBeAndNoneIsMadeUp(int seed) {
    var random = new Random(seed);
    int critical = 0;
    for (int i = 0; i < 10; i++) {
      int pause = i % 2 == 0 ? 60 : 1 + random.nextInt(20);
      double share = 0.2 + 0.8 * random.nextDouble();
      int length = 1200 + random.nextInt(2400);
      critical += replay(random, pause, share, length) ? 1 : 0;
    }
    assertThat(critical)
        .as("incidents of ten that are critical")
        .isGreaterThanOrEqualTo(MOST_OF_TEN);
  }

  /** Within 0.1 percent of what follows from every answer there was. */
  private static void burnsAreExact(ObjectiveStatus status, Model model, long now) {
    for (SloWindow window : List.of(SloWindow.MINUTES_5, SloWindow.HOUR, SloWindow.HOURS_6)) {
      long[] sums = model.sums(now, window);
      Burn burn = status.windows().get(window);
      assertThat(burn.requests()).isEqualTo(sums[0]);
      if (sums[0] > 0) {
        double exact = 100.0 * sums[1] / sums[0];
        assertThat(burn.rate()).isCloseTo(exact, Percentage.withPercentage(0.1));
      }
    }
  }

  /** Tells whether the incident is critical by the model. */
  private static boolean replay(Random random, int pause, double share, int length) {
    var counts = new TenantCounts();
    var model = new Model();
    long begin = START + QUIET_BEFORE;
    long end = begin + length;
    boolean expected = false;
    boolean seen = false;
    for (long now = START; now < end + AFTER; now++) {
      if ((now - START) % pause == 0) {
        boolean bad = now >= begin && now < end && random.nextDouble() < share;
        counts.add(now, bad ? BAD : GOOD);
        model.add(now, bad);
      }
      if (now % STEP == 0 && now > begin - 600) {
        long at = now;
        ObjectiveStatus status =
            ObjectiveStatus.of(Objective.ERROR_RATE, BUDGET, window -> counts.in(window, at));
        boolean critical = status.state() == SloState.CRITICAL;
        if (now % LOOK == 0) {
          burnsAreExact(status, model, now);
        }
        assertThat(critical).isEqualTo(model.isCritical(now));
        assertThat(critical && now < begin).isFalse();
        seen |= critical;
        expected |= model.isCritical(now);
      }
    }
    assertThat(seen).isEqualTo(expected);
    return expected;
  }
}
