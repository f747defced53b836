package io.decisionos.gateway.tenant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Times with an offset, as RFC 3339 section 5.6 writes them. Stateless. */
public final class Rfc3339 {
  /** The form alone, the same as in the schema. */
  static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
              + "(\\.\\d{1,9})?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final String OFFSET = "+00:00";
  private static final int NANO_DIGITS = 9;

  private Rfc3339() {}

  /** Tells whether a text of this form names a day that exists. */
  static boolean isTime(String text) {
    return isDate(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  /**
   * The moment that a text names; leap seconds name none, as there is none for them. By hand, since
   * every event has one.
   */
  public static Optional<Instant> parse(String text) {
    int zone = SHAPE.length();
    if (text.length() <= zone || !hasShape(text, 0, SHAPE)) {
      return Optional.empty();
    }
    int nanos = 0;
    if (text.charAt(zone) == '.') {
      int from = ++zone;
      while (zone < text.length() && isDigit(text.charAt(zone))) {
        zone++;
      }
      if (zone == from || zone - from > NANO_DIGITS) {
        return Optional.empty();
      }
      nanos = number(text, from, zone);
      for (int digits = zone - from; digits < NANO_DIGITS; digits++) {
        nanos *= 10;
      }
    }
    return moment(text, zone, nanos);
  }

  private static Optional<Instant> moment(String text, int zone, int nanos) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    boolean real = isDate(year, month, day) && hour < 24 && minute < 60 && second < 60;
    if (!real || !isZone(text, zone)) {
      return Optional.empty();
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = TimeUnit.DAYS.toSeconds(days) + hour * 3600L + minute * 60L + second;
    return Optional.of(Instant.ofEpochSecond(seconds - offset(text, zone), nanos));
  }

  private static boolean isZone(String text, int zone) {
    if (zone + 1 == text.length()) {
      return text.charAt(zone) == 'Z' || text.charAt(zone) == 'z';
    }
    return zone + OFFSET.length() == text.length()
        && (text.charAt(zone) == '+' || text.charAt(zone) == '-')
        && hasShape(text, zone + 1, OFFSET.substring(1))
        && number(text, zone + 1, zone + 3) < 24
        && number(text, zone + 4, zone + 6) < 60;
  }

  private static long offset(String text, int zone) {
    if (zone + 1 == text.length()) {
      return 0;
    }
    long seconds =
        number(text, zone + 1, zone + 3) * 3600L + number(text, zone + 4, zone + 6) * 60L;
    return text.charAt(zone) == '-' ? -seconds : seconds;
  }

  private static boolean hasShape(String text, int from, String shape) {
    for (int i = 0; i < shape.length(); i++) {
      char wanted = shape.charAt(i);
      char c = text.charAt(from + i);
      boolean fits = wanted == '0' ? isDigit(c) : c == wanted || (wanted == 'T' && c == 't');
      if (!fits) {
        return false;
      }
    }
    return true;
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
