package io.decisionos.gateway.evidence.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A number that was written with a fraction or an exponent: {@code 0.digits} times ten to the power
 * of {@code point}.
 *
 * @param digits without zeros at either end; empty for zero
 */
record Decimal(boolean negative, String digits, long point) {
  /** Two decimals of at most so many digits are never the same double. */
  static final int SAFE_DIGITS = 15;

  /** More digits only tell on which side of a tie a number lies, which one digit tells as well. */
  private static final int ENOUGH_DIGITS = 800;

  /**
   * The doubles below 1e-322, each at the place that is its multiple of the smallest. The algorithm
   * for all others looks for two digits or more, and only these have several spellings of two where
   * one digit would do.
   */
  private static final List<BigDecimal> SMALLEST =
      IntStream.rangeClosed(0, 20).mapToObj(n -> byTrial(n * Double.MIN_VALUE)).toList();

  private static final long SAFE_POINT = 300;
  private static final long BEYOND_EVERY_DOUBLE = 1_000_000_000_000L;

  /** Reads the valid number between two offsets; a long one costs no more memory than a short. */
  static Decimal parse(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    int end = find(text, from, to, "eE");
    int dot = find(text, from, end, ".");
    int first = find(text, from, end, "123456789");
    if (first == end) {
      return new Decimal(negative, "", 0);
    }
    long point = first < dot ? dot - first : dot - first + 1;
    return new Decimal(negative, digits(text, first, end), point + exponent(text, end, to));
  }

  private static int find(byte[] text, int from, int to, String any) {
    int at = from;
    while (at < to && any.indexOf(text[at]) < 0) {
      at++;
    }
    return at;
  }

  private static String digits(byte[] text, int from, int to) {
    var digits = new StringBuilder();
    int at = from;
    for (; at < to && digits.length() < ENOUGH_DIGITS; at++) {
      if (text[at] != '.') {
        digits.append((char) text[at]);
      }
    }
    if (find(text, at, to, "123456789") < to) {
      digits.append('1');
    }
    return withoutZerosBehind(digits.toString());
  }

  private static String withoutZerosBehind(String digits) {
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static long exponent(byte[] text, int from, int to) {
    long value = 0;
    for (int at = find(text, from, to, "0123456789"); at < to; at++) {
      value = Math.min(value * 10 + text[at] - '0', BEYOND_EVERY_DOUBLE);
    }
    return from + 1 < to && text[from + 1] == '-' ? -value : value;
  }

  /** Tells whether the number is zero, or so small that it is zero as a double. */
  boolean isZero() {
    return magnitude().equals("0.0");
  }

  /** The shortest decimal that reads back to the same double, or {@code Infinity}. */
  String shortest() {
    return negative ? "-" + magnitude() : magnitude();
  }

  private String magnitude() {
    boolean safe = digits.length() <= SAFE_DIGITS && Math.abs(point) <= SAFE_POINT;
    return safe ? layout() : shortestOf(Double.parseDouble("0." + digits + "E" + point));
  }

  private static String shortestOf(double value) {
    if (Double.isInfinite(value) || value == 0) {
      return Double.toString(value);
    }
    long multiple = Double.doubleToLongBits(value);
    BigDecimal shortest =
        multiple < SMALLEST.size() ? SMALLEST.get((int) multiple) : bySchubfach(value);
    String digits = withoutZerosBehind(shortest.unscaledValue().toString());
    return new Decimal(false, digits, (long) shortest.precision() - shortest.scale()).layout();
  }

  /** Not {@link Double#toString(double)}, which before JDK 19 is not always the shortest. */
  private static BigDecimal bySchubfach(double value) {
    return new BigDecimal(NumberOutput.toString(value, true));
  }

  /** One digit or two, whichever reads back to the value; takes a hundred times as long. */
  private static BigDecimal byTrial(double value) {
    var exact = new BigDecimal(value);
    BigDecimal oneDigit = exact.round(new MathContext(1));
    return oneDigit.doubleValue() == value ? oneDigit : exact.round(new MathContext(2));
  }

  private String layout() {
    if (digits.isEmpty()) {
      return "0.0";
    }
    if (point <= -4 || point > 16) {
      return scientific(point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat((int) -point) + digits;
    }
    int whole = (int) point;
    return whole < digits.length()
        ? digits.substring(0, whole) + '.' + digits.substring(whole)
        : digits + "0".repeat(whole - digits.length()) + ".0";
  }

  private String scientific(long exponent) {
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = exponent < 0 ? "-" : "+";
    String power = Long.toString(Math.abs(exponent));
    return digits.charAt(0) + fraction + 'e' + sign + (power.length() < 2 ? "0" : "") + power;
  }
}
