package io.decisionos.gateway.cards;

import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Query;
import io.decisionos.gateway.http.Window;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says of the card that it wants. Each method throws a problem for what is not
 * valid. Pure.
 */
record CardParameters(Query query) {
  private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]*");

  /** A whole number that has a default. */
  int integer(String name, int least, int most, int usual) {
    return query.number(name, least, most).map(Math::toIntExact).orElse(usual);
  }

  /**
   * A whole number of at least 1, if it was sent; one beyond all counts is the largest there is.
   */
  Optional<Long> positive(String name) {
    return query.once(name).map(text -> positive(name, text));
  }

  private static long positive(String name, String text) {
    if (!POSITIVE.matcher(text).matches()) {
      throw Call.invalid("Send " + name + " as a whole number of at least 1.");
    }
    return new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /** A time with an offset, if it was sent. */
  Optional<Instant> time(String name) {
    return query.once(name).map(text -> time(name, text));
  }

  private static Instant time(String name, String text) {
    return Window.moment(text)
        .orElseThrow(
            () ->
                Call.invalid(
                    "Send %s as a time with an offset, such as 2026-01-31T12:00:00Z or"
                            .formatted(name)
                        + " 2026-01-31T12:00:00%2B09:00."));
  }

  /** The window that {@code period} names, or {@code start} and {@code end} do together. */
  Window window(Instant now) {
    return Window.of(query, now, "start", "end").orElseGet(this::startAndEnd);
  }

  private Window startAndEnd() {
    Instant start = time("start").orElseThrow(CardParameters::needsWindow);
    Instant end = time("end").orElseThrow(CardParameters::needsWindow);
    if (!end.isAfter(start)) {
      throw Call.invalid("Send an end that is after start.");
    }
    return new Window(start, end);
  }

  private static RuntimeException needsWindow() {
    return Call.invalid("Send start and end, both times with an offset, or a period.");
  }
}
