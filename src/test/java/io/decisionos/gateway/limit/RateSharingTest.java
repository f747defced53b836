package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.SharingModel.Load;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What several gateways give of one rate together, in a model with a clock of its own: gateways
 * that tick at different times, answers that take their time, and a place to lease that can be
 * gone.
 */
final class RateSharingTest {
  private static final int GATEWAYS = 3;

  @Test
  void aLoadThatIsSpreadEvenlyGetsAllOfTheRate() {
    for (long rate : new long[] {100, 1000, 10_000}) {
      var model = new SharingModel(GATEWAYS, rate, 1000, 1);
      model.run(20, second -> Load.evenly(GATEWAYS, 2.0 * rate));
      model.assertNeverTooMuch();
      model.assertEnoughFrom(2, 20);
    }
  }

  @Test
  void aLoadThatMovesFromOneGatewayToAnotherGetsAllOfTheRateTwoSecondsLater() {
    for (long rate : new long[] {100, 1000}) {
      for (int seed = 0; seed < 2; seed++) {
        var model = new SharingModel(GATEWAYS, rate, 1000, seed);
        model.run(12, second -> Load.allAt(0, 3.0 * rate));
        model.run(12, second -> Load.allAt(1, 3.0 * rate));
        model.run(12, second -> Load.evenly(GATEWAYS, 3.0 * rate));
        model.run(12, second -> Load.allAt(2, 3.0 * rate).andAtAll(GATEWAYS, rate / 20.0));
        model.assertNeverTooMuch();
        for (int begin : new int[] {0, 12, 24, 36}) {
          model.assertEnoughFrom(begin + 2, begin + 12);
        }
      }
    }
  }

  @Test
  void aLoadThatMovesEachSecondNeverGetsMoreThanTheRate() {
    for (long burst : new long[] {0, 1000, 3000}) {
      var model = new SharingModel(GATEWAYS, 1000, burst, 3);
      model.run(40, second -> Load.allAt(second % GATEWAYS, 5000));
      model.assertNeverTooMuch();
    }
  }

  @Test
  void whatIsWithinTheRateIsNotRefusedWhileGatewaysComeAndGo() {
    var model = new SharingModel(GATEWAYS, 1000, 1000, 4);
    model.run(10, second -> Load.evenly(GATEWAYS, 600));
    model.kill(0);
    model.run(10, second -> Load.at(600, 1, 2));
    model.join(0);
    model.run(10, second -> Load.evenly(GATEWAYS, 600));
    assertThat(model.refused()).isZero();
  }

  @Test
  void whileNothingCanBeLeasedEachGivesItsPartByTheGatewaysThatItSawLast() {
    var model = new SharingModel(GATEWAYS, 1000, 1000, 5);
    model.run(10, second -> Load.allAt(0, 3000));
    model.cut();
    model.run(10, second -> Load.evenly(GATEWAYS, 6000));
    model.mend();
    model.run(10, second -> Load.allAt(1, 3000));
    model.assertNeverTooMuch();
    model.assertEnoughFrom(14, 20);
    model.assertEnoughFrom(26, 30);
  }

  @Test
  void thePartsOfARateAreAllOfItWhoeverDivides() {
    var random = new Random(6);
    for (int round = 0; round < 2000; round++) {
      int gateways = 1 + random.nextInt(6);
      long whole = random.nextInt(1000);
      var demands =
          IntStream.range(0, gateways)
              .mapToObj(i -> new Allotment.Demand("g" + i, random.nextInt(600)))
              .toList();
      long sum = 0;
      for (Allotment.Demand demand : demands) {
        long part = Allotment.of(demand.instance(), whole, demands);
        assertThat(part).isNotNegative();
        sum += part;
      }
      long asked = demands.stream().mapToLong(Allotment.Demand::perSecond).sum();
      assertThat(sum).as("%s of %s", demands, whole).isEqualTo(whole);
      if (asked <= whole) {
        assertThat(demands)
            .allMatch(
                demand -> Allotment.of(demand.instance(), whole, demands) >= demand.perSecond());
      }
    }
  }
}
