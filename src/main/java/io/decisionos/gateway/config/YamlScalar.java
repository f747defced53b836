package io.decisionos.gateway.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A scalar as YAML 1.2's core schema understands it, kept as the text that was written.
 *
 * @param text the scalar's content, without quotes
 */
record YamlScalar(int line, Kind kind, String text) implements YamlNode {
  private static final int SHOWN_CHARACTERS = 60;
  // No bound has as many, and reading a whole file of them would take seconds.
  private static final int MOST_DIGITS = 64;
  private static final Pattern BEFORE_DIGITS = Pattern.compile("^([-+]|0[xo])?0*");

  /** What the core schema takes the scalar for. */
  public enum Kind {
    STRING("a text"),
    INTEGER("an integer"),
    FLOAT("a number"),
    BOOLEAN("true or false"),
    NULL("null");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As a person calls it. */
    String words() {
      return words;
    }
  }

  /**
   * The number, exact for integers and a double for the rest; empty if it is not finite. Of an
   * integer with more than 64 digits only the size counts.
   */
  public Optional<BigDecimal> number() {
    return switch (kind) {
      case INTEGER -> Optional.of(text.startsWith("-") ? size().negate() : size());
      case FLOAT -> floating();
      case STRING, BOOLEAN, NULL -> Optional.empty();
    };
  }

  private Optional<BigDecimal> floating() {
    boolean word = text.indexOf('n') >= 0 || text.indexOf('N') >= 0;
    double value = word ? Double.NaN : Double.parseDouble(text);
    return Double.isFinite(value) ? Optional.of(BigDecimal.valueOf(value)) : Optional.empty();
  }

  private BigDecimal size() {
    int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
    String digits = digits();
    if (digits.length() > MOST_DIGITS) {
      return BigDecimal.ONE.scaleByPowerOfTen((int) (digits.length() * Math.log10(radix)));
    }
    // Of digits it is kept as a long, of a BigInteger together with that.
    return radix == 10
        ? new BigDecimal('0' + digits)
        : new BigDecimal(new BigInteger('0' + digits, radix));
  }

  private String digits() {
    return BEFORE_DIGITS.matcher(text).replaceFirst("");
  }

  @Override
  public String describe() {
    String shown =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    return switch (kind) {
      case STRING -> '"' + shown + '"';
      case NULL -> "nothing (null)";
      case INTEGER, FLOAT, BOOLEAN -> shown;
    };
  }

  @Override
  public Object plain() {
    return switch (kind) {
      case STRING -> text;
      case NULL -> null;
      case BOOLEAN -> text.equalsIgnoreCase("true");
      case INTEGER ->
          digits().length() <= MOST_DIGITS ? number().orElseThrow().toBigInteger() : text;
      case FLOAT -> number().<Object>map(BigDecimal::doubleValue).orElse(text);
    };
  }
}
