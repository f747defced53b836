package io.decisionos.gateway.load.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.load.soak.Trend.Point;
import io.decisionos.gateway.load.soak.Trend.Shape;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void aConstantIsFlat() {
    assertThat(trend(60, seconds -> 42)).isEqualTo(new Trend(42, 0, 0, 0.01));
    assertThat(trend(60, seconds -> 0).shape()).isEqualTo(Shape.FLAT);
  }

  @Test
  void aLineGrowsByWhatItGrows() {
    Trend trend = trend(61, seconds -> 100 + seconds);

    assertThat(trend.growth()).isCloseTo(60 / 130.0, within(1e-9));
    assertThat(trend.error()).isCloseTo(0, within(1e-9));
    assertThat(trend.shape()).isEqualTo(Shape.GROWING);
  }

  @Test
  void noiseAloneIsFlat() {
    var random = new Random(1);

    assertThat(trend(200, seconds -> 1000 + 20 * random.nextGaussian()).shape())
        .isEqualTo(Shape.FLAT);
  }

  @Test
  void aLeakIsSeenThroughTheNoise() {
    var random = new Random(1);

    assertThat(trend(200, seconds -> 1000 + seconds + 20 * random.nextGaussian()).shape())
        .isEqualTo(Shape.GROWING);
  }

  @Test
  void whatShrinksIsNoLeak() {
    assertThat(trend(60, seconds -> 1000 - seconds).shape()).isEqualTo(Shape.FLAT);
  }

  @Test
  void growthThatIsCertainButNegligibleIsFlat() {
    assertThat(trend(60, seconds -> 1000 + seconds / 10).shape()).isEqualTo(Shape.FLAT);
  }

  @Test
  void tooFewPointsAreUnclear() {
    assertThat(trend(7, seconds -> 42).shape()).isEqualTo(Shape.UNCLEAR);
    assertThat(Trend.through(List.of(), 0).shape()).isEqualTo(Shape.UNCLEAR);
  }

  @Test
  void tooMuchNoiseIsUnclear() {
    var random = new Random(1);

    assertThat(trend(10, seconds -> 1000 + 900 * random.nextGaussian()).shape())
        .isEqualTo(Shape.UNCLEAR);
  }

  @Test
  void theIntervalHoldsTheTruthAboutNineteenTimesInTwenty() {
    var random = new Random(1);
    long held =
        IntStream.range(0, 1000)
            .mapToObj(i -> trend(20, seconds -> 1000 + seconds + 5 * random.nextGaussian()))
            .filter(trend -> Math.abs(trend.growth() - 19 / trend.mean()) <= trend.error())
            .count();

    assertThat(held).isBetween(930L, 970L);
  }

  @Test
  void aStepThatTheGaugeTakesByItselfIsFlatAndALeakBeyondItIsNot() {
    DoubleUnaryOperator once = seconds -> seconds < 30 ? 100 : 110;

    assertThat(trend(60, once, 20).shape()).isEqualTo(Shape.FLAT);
    assertThat(trend(60, once, 0).shape()).isEqualTo(Shape.GROWING);
    assertThat(trend(60, seconds -> 100 + seconds, 20).shape()).isEqualTo(Shape.GROWING);
  }

  private static Trend trend(int points, DoubleUnaryOperator values) {
    return trend(points, values, 0);
  }

  private static Trend trend(int points, DoubleUnaryOperator values, double step) {
    return Trend.through(
        DoubleStream.iterate(0, seconds -> seconds + 1)
            .limit(points)
            .mapToObj(seconds -> new Point(seconds, values.applyAsDouble(seconds)))
            .toList(),
        step);
  }
}
