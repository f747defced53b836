package io.decisionos.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The law that is fitted to what was measured. */
final class UslTest {
  private static final Planted EXACT = new Planted(1000, 0.05, 0.001, 0);
  private static final int FITS = 1000;

  private static List<Step> steps(Planted machine, int seed) {
    return machine.steps(new SplittableRandom(seed));
  }

  @Test
  void aMachineThatKeepsToTheLawIsFoundExactly() {
    Usl law = Usl.fit(steps(EXACT, 1)).orElseThrow();
    assertThat(law.lambda()).isCloseTo(1000, within(1e-6));
    assertThat(law.sigma()).isCloseTo(0.05, within(1e-9));
    assertThat(law.kappa()).isCloseTo(0.001, within(1e-9));
    assertThat(law.perSecond(24).value()).isCloseTo(EXACT.perSecond(24), within(1e-6));
  }

  @Test
  void nineOfTenTruthsAreWithinTheIntervals() {
    var machine = new Planted(1000, 0.05, 0.001, 0.08);
    int within = 0;
    for (int i = 0; i < FITS; i++) {
      var random = new SplittableRandom(i);
      Usl law = Usl.fit(machine.steps(random)).orElseThrow();
      Estimate made = law.perSecond(24);
      double truth = machine.step(24, random).perSecond();
      within += made.low() <= truth && truth <= made.high() ? 1 : 0;
    }
    assertThat(within).isBetween(870, 930);
  }

  @Test
  void whatWouldBeNegativeIsHeldAtZero() {
    Usl straight = Usl.fit(steps(new Planted(1000, 0, 0, 0.05), 3)).orElseThrow();
    assertThat(straight.sigma()).isNotNegative();
    assertThat(straight.kappa()).isNotNegative();
    assertThat(straight.perSecond(64).value()).isCloseTo(64_000, within(6_400.0));
    // More than in proportion, as when many writes share one flush of the disk.
    List<Step> growing =
        IntStream.of(1, 2, 4, 8, 16)
            .mapToObj(n -> new Step(n, 100.0 * n * Math.sqrt(n), 10 / Math.sqrt(n), 20, 1000, 0))
            .toList();
    assertThat(Usl.fit(growing)).isPresent();
  }

  @Test
  void tooFewNumbersOfCallersAreNoLaw() {
    var random = new SplittableRandom(1);
    List<Step> few = IntStream.range(0, 30).mapToObj(i -> EXACT.step(1 + i % 3, random)).toList();
    assertThat(Usl.fit(few)).isEmpty();
    assertThat(Usl.fit(List.of())).isEmpty();
  }
}
