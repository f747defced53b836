package io.decisionos.gateway.evidence.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That the shortest decimal of a double is found, even if doubles are few. */
class DecimalTest {

  private static String spelled(double value) {
    byte[] text = Double.toString(value).getBytes(US_ASCII);
    return Decimal.parse(text, 0, text.length).shortest();
  }

  private static void compareAll(DoubleStream values) {
    values.forEach(
        value ->
            assertThat(spelled(value))
                .isEqualTo(SlowNumber.of(Double.toString(value)).canonical()));
  }

  @Test
  void theSmallestDoublesAreSpelledAsASecondImplementationDoes() {
    compareAll(IntStream.rangeClosed(1, 3000).mapToDouble(n -> n * Double.MIN_VALUE));
  }

  @Test
  void soAreSubnormalDoublesOfAllSizes() {
    var random = new Random(11);
    compareAll(
        IntStream.range(0, 5000)
            .mapToLong(n -> random.nextLong() >>> (12 + n % 52))
            .filter(bits -> bits > 0)
            .mapToDouble(Double::longBitsToDouble));
  }

  @Test
  void soArePowersOfTwoAndTheirNeighbours() {
    compareAll(
        IntStream.rangeClosed(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT)
            .mapToDouble(power -> Math.scalb(1.0, power))
            .flatMap(value -> DoubleStream.of(Math.nextDown(value), value, Math.nextUp(value)))
            .filter(value -> value > 0));
  }

  @Test
  void decimalsOfOneDigitStayOneDigit() {
    compareAll(
        IntStream.rangeClosed(-324, 307)
            .boxed()
            .flatMapToDouble(power -> IntStream.rangeClosed(1, 9).mapToDouble(d -> parse(d, power)))
            .filter(value -> value > 0));
  }

  private static double parse(int digit, int power) {
    return Double.parseDouble(digit + "e" + power);
  }
}
