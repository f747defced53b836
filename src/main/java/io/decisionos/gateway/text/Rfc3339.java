package io.decisionos.gateway.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Times with an offset, as RFC 3339 section 5.6 writes them. By hand, since every event and every
 * document has one and the library takes a tenth of the cost of reading it. Stateless.
 */
public final class Rfc3339 {
  /** The form alone, the same as in {@code tenants/schema.yaml}. */
  public static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt]([01]\\d|2[0-3]):[0-5]\\d"
              + ":([0-5]\\d|60)(\\.\\d+)?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final String OFFSET = "+00:00";
  private static final int NANO_DIGITS = 9;
  private static final int LEAP_SECOND = 60;
  private static final long SECONDS_A_DAY = TimeUnit.DAYS.toSeconds(1);

  private Rfc3339() {}

  /**
   * The moment that a text names exactly: a leap second, or a tenth digit of the second's fraction,
   * names none that could be told from its neighbours.
   */
  public static Optional<Instant> parse(String text) {
    return read(text, true);
  }

  /**
   * The moment that a text names, cut to nanoseconds; a leap second counts as the second after it.
   * For what a person wrote down, if nothing depends on telling neighbours apart.
   */
  public static Optional<Instant> cut(String text) {
    return read(text, false);
  }

  private static Optional<Instant> read(String text, boolean exact) {
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
      if (zone == from || (exact && zone - from > NANO_DIGITS)) {
        return Optional.empty();
      }
      nanos = nanos(text, from, Math.min(zone, from + NANO_DIGITS));
    }
    return isZone(text, zone) ? moment(text, zone, nanos, exact) : Optional.empty();
  }

  private static int nanos(String text, int from, int to) {
    int nanos = number(text, from, to);
    for (int digits = to - from; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static Optional<Instant> moment(String text, int zone, int nanos, boolean exact) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    boolean real = isDate(year, month, day) && hour < 24 && minute < 60 && second <= LEAP_SECOND;
    if (!real) {
      return Optional.empty();
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = TimeUnit.DAYS.toSeconds(days) + hour * 3600L + minute * 60L + second;
    long utc = seconds - offset(text, zone);
    // There are leap seconds at the end of a day in UTC and nowhere else.
    boolean leaps = second == LEAP_SECOND;
    return leaps && (exact || Math.floorMod(utc, SECONDS_A_DAY) != 0)
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(utc, nanos));
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

  private static int offset(String text, int zone) {
    if (zone + 1 == text.length()) {
      return 0;
    }
    int seconds = number(text, zone + 1, zone + 3) * 3600 + number(text, zone + 4, zone + 6) * 60;
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
