package io.decisionos.gateway.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A scalar as YAML 1.2's core schema understands it, kept as the text that was written.
 *
 * @param text the scalar's content, without quotes
 */
record YamlScalar(int line, Kind kind, String text) implements YamlNode {
  private static final int SHOWN_CHARACTERS = 60;

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

  /** The number, exact for integers and a double for the rest; empty if it is not finite. */
  public Optional<BigDecimal> number() {
    return switch (kind) {
      case INTEGER -> Optional.of(new BigDecimal(integer()));
      case FLOAT -> floating();
      case STRING, BOOLEAN, NULL -> Optional.empty();
    };
  }

  private Optional<BigDecimal> floating() {
    boolean word = text.indexOf('n') >= 0 || text.indexOf('N') >= 0;
    double value = word ? Double.NaN : Double.parseDouble(text);
    return Double.isFinite(value) ? Optional.of(BigDecimal.valueOf(value)) : Optional.empty();
  }

  private BigInteger integer() {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    if (text.startsWith("0o")) {
      return new BigInteger(text.substring(2), 8);
    }
    return new BigInteger(text);
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
      case INTEGER -> integer();
      case FLOAT -> number().<Object>map(BigDecimal::doubleValue).orElse(text);
    };
  }
}
