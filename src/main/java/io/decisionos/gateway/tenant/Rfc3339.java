package io.decisionos.gateway.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times with an offset, as RFC 3339 section 5.6 writes them. Pure. */
public final class Rfc3339 {
  /** The form alone, the same as in the schema. */
  static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
              + "(\\.\\d{1,9})?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

  private static final int DATE_CHARACTERS = 10;
  private static final int ZONE = 5;

  private Rfc3339() {}

  /** The moment that a text names; empty where it has another form, or no such day exists. */
  public static Optional<Instant> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !isTime(text)) {
      return Optional.empty();
    }
    String zone = form.group(ZONE);
    String local = text.substring(0, text.length() - zone.length()).replace('t', 'T');
    Instant asIfUtc = LocalDateTime.parse(local).toInstant(ZoneOffset.UTC);
    return Optional.of(asIfUtc.minus(offset(zone)));
  }

  /** By hand, as the library's offsets end at 18 hours. */
  private static Duration offset(String zone) {
    if (zone.equalsIgnoreCase("Z")) {
      return Duration.ZERO;
    }
    var ahead = Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(zone.substring(1)));
    return zone.startsWith("-") ? ahead.negated() : ahead;
  }

  /** Tells whether a text of this form names a day that exists. */
  static boolean isTime(String text) {
    try {
      LocalDate.parse(text.substring(0, DATE_CHARACTERS));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
