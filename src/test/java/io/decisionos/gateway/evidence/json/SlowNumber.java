package io.decisionos.gateway.evidence.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A number by its canonical text, which is found by trying one length after the other. */
public record SlowNumber(String canonical) {

  static SlowNumber of(String lexeme) {
    if (lexeme.matches("-?[0-9]+")) {
      if (lexeme.replace("-", "").length() > 4300) {
        throw new IllegalArgumentException("too long");
      }
      return new SlowNumber(new BigInteger(lexeme).toString());
    }
    double value = Double.parseDouble(lexeme);
    boolean special = value == 0 || Double.isInfinite(value) || Double.isNaN(value);
    return new SlowNumber(special ? Double.toString(value) : shortest(value));
  }

  private static String shortest(double value) {
    var exact = new BigDecimal(Math.abs(value));
    BigDecimal found =
        IntStream.rangeClosed(1, 17)
            .boxed()
            .flatMap(length -> candidates(exact, length))
            .filter(candidate -> candidate.doubleValue() == Math.abs(value))
            .findFirst()
            .orElseThrow();
    return (value < 0 ? "-" : "") + layout(found.stripTrailingZeros());
  }

  /** The decimals of a length around a number, nearest first. */
  private static Stream<BigDecimal> candidates(BigDecimal exact, int length) {
    return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)
        .map(mode -> exact.round(new MathContext(length, mode)))
        .sorted(Comparator.comparing(near -> near.subtract(exact).abs()));
  }

  private static String layout(BigDecimal number) {
    boolean plain =
        number.compareTo(new BigDecimal("1e-4")) >= 0
            && number.compareTo(new BigDecimal("1e16")) < 0;
    if (plain) {
      return number.scale() > 0 ? number.toPlainString() : number.setScale(1).toPlainString();
    }
    String digits = number.unscaledValue().toString();
    int exponent = digits.length() - 1 - number.scale();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return digits.charAt(0) + fraction + String.format("e%+03d", exponent);
  }

  @Override
  public String toString() {
    return canonical;
  }
}
