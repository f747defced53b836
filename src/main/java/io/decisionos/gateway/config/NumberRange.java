package io.decisionos.gateway.config;

import java.math.BigDecimal;

/** Which finite numbers a key takes. */
public enum NumberRange {
  POSITIVE("a number above 0"),
  NOT_NEGATIVE("a number of at least 0"),
  SHARE("a number from 0 to 1"),
  PERCENT("a number from 0 to 100");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String expected;

  NumberRange(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  boolean holds(BigDecimal number) {
    return switch (this) {
      case POSITIVE -> number.signum() > 0;
      case NOT_NEGATIVE -> number.signum() >= 0;
      case SHARE -> number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0;
      case PERCENT -> number.signum() >= 0 && number.compareTo(HUNDRED) <= 0;
    };
  }
}
