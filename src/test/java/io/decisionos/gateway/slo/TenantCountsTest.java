package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What windows hold, beside an exact recomputation from every single second. */
final class TenantCountsTest {
  private static final long START = 1_790_000_000L;

  private record Second(long at, Counts counts) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyWindowHoldsExactlyItsSlots(long seed) {
    var random = new Random(seed);
    var counts = new TenantCounts();
    List<Second> seconds = new ArrayList<>();
    long now = START;
    for (int i = 0; i < 5_000; i++) {
      now += random.nextInt(10) == 0 ? random.nextInt(7_200) : random.nextInt(20);
      var second = new Second(now, new Counts(random.nextInt(50), 1, random.nextInt(9), 2));
      seconds.add(second);
      counts.add(second.at(), second.counts());
      if (i % 100 == 0) {
        compare(counts, seconds, now + random.nextInt(100));
      }
    }
  }

  private static void compare(TenantCounts counts, List<Second> seconds, long now) {
    for (SloWindow window : SloWindow.values()) {
      long width = window.width().seconds();
      long from = Math.floorDiv(now, width) * width - window.slots() * width;
      Counts exact =
          seconds.stream()
              .filter(second -> second.at() >= from && second.at() <= now)
              .map(Second::counts)
              .reduce(Counts.NONE, Counts::plus);
      assertThat(counts.in(window, now)).as(window.word()).isEqualTo(exact);
    }
  }

  @Test
  void aWindowReachesBackItsLengthAndLessThanASlotMore() {
    for (SloWindow window : SloWindow.values()) {
      var counts = new TenantCounts();
      counts.add(START, new Counts(1, 0, 0, 0));
      long length = (long) window.slots() * window.width().seconds();
      assertThat(counts.in(window, START + length).requests()).as(window.word()).isEqualTo(1);
      assertThat(counts.in(window, START + length + window.width().seconds()).requests())
          .as(window.word())
          .isZero();
    }
  }

  @Test
  void aClockThatIsSetBackLosesNothingThatIsStillToCome() {
    var counts = new TenantCounts();
    counts.add(START + 1_000_000, new Counts(7, 0, 0, 0));
    counts.add(START, new Counts(1, 0, 0, 0));
    for (SloWindow window : SloWindow.values()) {
      assertThat(counts.in(window, START).requests()).as(window.word()).isEqualTo(1);
    }
  }

  @Test
  void tenThousandTenantsFitInto64Megabytes() {
    int slots = Arrays.stream(SlotWidth.values()).mapToInt(SlotWidth::kept).sum();
    // Five integers a slot; four rings with two arrays each, a map and the keys.
    long bytes = slots * 20L + 4 * (2 * 16 + 24) + 200;
    assertThat(bytes * 10_000).isLessThan(64L << 20);
  }
}
