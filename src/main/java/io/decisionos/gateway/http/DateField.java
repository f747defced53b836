package io.decisionos.gateway.http;

import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The value of {@code Date} (RFC 9110, 6.6.1), written once a second and kept as bytes. Thread-safe
 * as far as two threads may write the same second twice.
 */
final class DateField {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private Written latest = new Written(Long.MIN_VALUE, "");

  private record Written(long second, CharSequence text) {}

  DateField(Clock clock) {
    this.clock = clock;
  }

  /** The time of now. */
  CharSequence now() {
    long millis = clock.millis();
    long second = TimeUnit.MILLISECONDS.toSeconds(millis);
    Written known = latest;
    if (known.second() != second) {
      known = new Written(second, HttpHeaders.createOptimized(FORM.format(clock.instant())));
      latest = known;
    }
    return known.text();
  }
}
