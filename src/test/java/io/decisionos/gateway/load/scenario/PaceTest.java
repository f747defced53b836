package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaceTest {

  static Stream<Pace> paces() {
    return Stream.of(
        new Pace.Constant(123.4),
        new Pace.Ramp(10, 500, 20),
        new Pace.Ramp(500, 0, 20),
        new Pace.Ramp(50, 50, 20),
        new Pace.Burst(20, 400, 0.5, 3),
        new Pace.Burst(0, 400, 0.5, 3));
  }

  @ParameterizedTest
  @MethodSource("paces")
  void whenTheNthIsDueThereHaveBeenN(Pace pace) {
    for (int n = 1; n < pace.count(20); n += 7) {
      assertThat(pace.count(pace.due(n))).isCloseTo(n, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("paces")
  void timesNeverRunBackwards(Pace pace) {
    double last = 0;
    for (double n = 0; n < pace.count(20) - 1; n += 0.5) {
      assertThat(pace.due(n)).isGreaterThanOrEqualTo(last);
      last = pace.due(n);
    }
  }

  @Test
  void aRampThatEndsAtNothingHasALastArrival() {
    assertThat(new Pace.Ramp(10, 0, 10).due(51)).isInfinite();
  }

  @Test
  void aRateOfNothingIsNeverDue() {
    assertThat(new Pace.Constant(0).due(1)).isInfinite();
  }
}
