package io.decisionos.gateway.http;

import io.decisionos.gateway.text.Rfc3339;
import io.vertx.core.json.JsonObject;
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
 * A window of time, from the start on and up to the end, and the one way in which every query may
 * name it: {@code period}. Immutable.
 *
 * @param end after the start, and not part of the window
 */
public record Window(Instant start, Instant end) {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Map<String, Duration> BACK =
      Map.of("last-24h", Duration.ofHours(24), "last-7d", Duration.ofDays(7));

  /**
   * The window that {@code period} names, if it was sent.
   *
   * @param others parameters that say the same in other words, and are not sent along with it
   * @throws io.decisionos.gateway.fault.ProblemException if it names none, or others were sent too
   */
  public static Optional<Window> of(Query query, Instant now, String... others) {
    Optional<String> period = query.once("period");
    for (String other : others) {
      if (period.isPresent() && query.first(other).isPresent()) {
        throw Call.invalid("Send either period or " + String.join(" and ", others) + ".");
      }
    }
    return period.map(text -> parse(text, now).orElseThrow(Window::wanted));
  }

  /** The problem of whoever did not name a window. */
  public static RuntimeException wanted() {
    return Call.invalid(
        "Send period as YYYY-MM-DD, YYYY-MM, last-24h, last-7d, or start/end: two times with an"
            + " offset, the end after the start.");
  }

  /** The window, or empty if the text names none. */
  public static Optional<Window> parse(String text, Instant now) {
    return read(text, now)
        .filter(window -> window.end().isAfter(window.start()))
        .filter(window -> hasFourDigits(window.start()) && hasFourDigits(window.end()));
  }

  private static Optional<Window> read(String text, Instant now) {
    Duration back = BACK.get(text);
    if (back != null) {
      // What has just happened belongs to it, so it ends with the second that is running.
      Instant end = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      return Optional.of(new Window(end.minus(back), end));
    }
    int slash = text.indexOf('/');
    return slash < 0
        ? calendar(text)
        : moment(text.substring(0, slash))
            .flatMap(start -> moment(text.substring(slash + 1)).map(end -> new Window(start, end)));
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
  public static Window days(LocalDate first, LocalDate next) {
    return new Window(
        first.atStartOfDay().toInstant(ZoneOffset.UTC),
        next.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** The moment that a text names; a plus that was not encoded has become a space. */
  public static Optional<Instant> moment(String text) {
    return Rfc3339.parse(text.replace(' ', '+')).filter(Window::hasFourDigits);
  }

  /** Tells whether the year of a time can be written as RFC 3339 wants it. */
  public static boolean hasFourDigits(Instant time) {
    return !time.isBefore(FIRST) && !time.isAfter(LAST);
  }

  /** As answers show it. */
  public JsonObject json() {
    return new JsonObject().put("start", start.toString()).put("end", end.toString());
  }
}
