package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.text.Rfc3339;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/** Reads times of RFC 3339 as text in UTC. Stateless. */
final class UtcTime {
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private UtcTime() {}

  /**
   * A time as it was written, or the same in UTC if it was written with another offset or in small
   * letters. In UTC, too, a year has to have four digits.
   */
  static Optional<String> of(String text) {
    if (isUtc(text)) {
      return Optional.of(text);
    }
    return Rfc3339.parse(text)
        .filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST))
        .map(Instant::toString);
  }

  /** By hand, as every file of a scan has such a time and the library takes a tenth of its cost. */
  private static boolean isUtc(String text) {
    int zone = text.length() - 1;
    return zone >= SHAPE.length()
        && text.charAt(zone) == 'Z'
        && hasShape(text)
        && isFraction(text, SHAPE.length(), zone)
        && isDate(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        && number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60;
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char c = text.charAt(i);
      if (wanted == '0' ? !isDigit(c) : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFraction(String text, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return from == to || (text.charAt(from) == '.' && to > from + 1);
  }

  private static boolean isDate(int year, int month, int day) {
    boolean calendar = month >= 1 && month <= 12 && day >= 1;
    return calendar && day <= YearMonth.of(year, month).lengthOfMonth();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
