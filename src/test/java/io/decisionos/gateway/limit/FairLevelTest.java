package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.limit.FairLevel.Demand;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FairLevelTest {
  @Test
  void whereThereIsEnoughForAllThereIsNoLevel() {
    assertThat(FairLevel.of(List.of(new Demand(10, 1), new Demand(20, 5)), 30)).isInfinite();
    assertThat(FairLevel.of(List.of(), 0)).isInfinite();
  }

  @Test
  void whatTheModestLeaveIsTheOthers() {
    var demands = List.of(new Demand(10, 1), new Demand(1000, 1), new Demand(1000, 2));
    assertThat(FairLevel.of(demands, 100)).isEqualTo(30);
  }

  @Test
  void allThatThereIsIsGivenAndNobodyGetsMoreThanItAsksFor() {
    var random = new Random(4);
    for (int run = 0; run < 500; run++) {
      List<Demand> demands =
          IntStream.range(0, 1 + random.nextInt(30))
              .mapToObj(i -> new Demand(random.nextDouble() * 1000, 1 + random.nextInt(5000)))
              .toList();
      double capacity = random.nextDouble() * 5000;
      double level = FairLevel.of(demands, capacity);
      double given =
          demands.stream().mapToDouble(d -> Math.min(d.asked(), level * d.weight())).sum();
      double asked = demands.stream().mapToDouble(Demand::asked).sum();
      assertThat(given).isCloseTo(Math.min(asked, capacity), within(1e-6));
    }
  }
}
