package io.decisionos.gateway.cards;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The windows that a text names: a day, a month, the last hours or days, or start and end. Pure.
 */
final class Period {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Map<String, Duration> LAST =
      Map.of("last-24h", Duration.ofHours(24), "last-7d", Duration.ofDays(7));

  private Period() {}

  /** The window, or empty if the text names none. */
  static Optional<Window> window(String text, Instant now) {
    return read(text, now)
        .filter(window -> window.end().isAfter(window.start()))
        .filter(window -> CardParameters.hasFourDigits(window.start()))
        .filter(window -> CardParameters.hasFourDigits(window.end()));
  }

  private static Optional<Window> read(String text, Instant now) {
    Duration back = LAST.get(text);
    if (back != null) {
      // What has just happened belongs to it, so it ends with the second that is running.
      Instant end = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      return Optional.of(new Window(end.minus(back), end));
    }
    int slash = text.indexOf('/');
    return slash < 0
        ? calendar(text)
        : between(text.substring(0, slash), text.substring(slash + 1));
  }

  private static Optional<Window> between(String start, String end) {
    return CardParameters.moment(start)
        .flatMap(from -> CardParameters.moment(end).map(to -> new Window(from, to)));
  }

  private static Optional<Window> calendar(String text) {
    try {
      if (DAY.matcher(text).matches()) {
        LocalDate day = LocalDate.parse(text);
        return Optional.of(days(day, day.plusDays(1)));
      }
      if (MONTH.matcher(text).matches()) {
        YearMonth month = YearMonth.parse(text);
        return Optional.of(days(month.atDay(1), month.plusMonths(1).atDay(1)));
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** From midnight of one day to midnight of another, UTC. */
  static Window days(LocalDate first, LocalDate next) {
    return new Window(
        first.atStartOfDay().toInstant(ZoneOffset.UTC),
        next.atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
