package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An hour that costs far more than those before it. */
final class SpikeTest {
  private static final int DAYS_30 = 720;

  @Test
  void anHourIsNotJudgedByItself() {
    // With itself in its average of 12.7, 19 would be no spike.
    assertThat(Spike.is(List.of(10.0, 10.0, 10.0), 19)).isTrue();
    assertThat(Spike.is(List.of(10.0, 10.0, 10.0), 15)).isFalse();
  }

  @Test
  void fewHoursSayNothing() {
    assertThat(Spike.is(List.of(), 100)).isFalse();
    assertThat(Spike.is(List.of(0.0, 0.0), 100)).isFalse();
    assertThat(Spike.is(List.of(0.0, 0.0, 0.0), 0)).isFalse();
  }

  @Test
  void whatComesEveryDayIsNone() {
    // The average is low each morning; that every second hour is busy is known by the deviation.
    List<Double> hours = new ArrayList<>();
    for (int hour = 0; hour < 168; hour++) {
      hours.add(hour % 2 == 0 ? 100.0 : 10.0);
    }
    assertThat(Spike.is(hours, 110)).isFalse();
    assertThat(Spike.is(hours, 300)).isTrue();
  }

  /** By the day's hour, with some noise. */
  private static double cost(Random random, int hour) {
    double ofDay = 100 + 20 * Math.sin(2 * Math.PI * hour / 24);
    return ofDay * (1 + 0.05 * random.nextGaussian());
  }

  private static List<Double> week(List<Double> all, int hour) {
    return all.subList(Math.max(0, hour - CostHistory.WEEK), hour);
  }

  @Test
  void thirtyQuietDaysHaveNone() {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      List<Double> hours = new ArrayList<>();
      for (int hour = 0; hour < DAYS_30; hour++) {
        double cost = cost(random, hour);
        assertThat(Spike.is(week(hours, hour), cost)).as("seed %d hour %d", seed, hour).isFalse();
        hours.add(cost);
      }
    }
  }

  @Test
  void twentyPlantedOnesAreFound() {
    var random = new Random(1);
    List<Integer> planted = new ArrayList<>();
    for (int hour = 48; hour < DAYS_30; hour++) {
      planted.add(hour);
    }
    Collections.shuffle(planted, random);
    int found = 0;
    for (int at : planted.subList(0, 20)) {
      List<Double> hours = new ArrayList<>();
      for (int hour = 0; hour < at; hour++) {
        hours.add(cost(random, hour));
      }
      found += Spike.is(week(hours, at), 3 * cost(random, at)) ? 1 : 0;
    }
    assertThat(found).isEqualTo(20);
  }
}
