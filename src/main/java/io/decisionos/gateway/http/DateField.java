package io.decisionos.gateway.http;

import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The value of {@code Date} (RFC 9110, 6.6.1), written once a second and kept as bytes. Confined to
 * one event loop.
 */
final class DateField {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Clock clock;
  private CharSequence text = "";
  private long validUntilNanos;

  DateField(Clock clock) {
    this.clock = clock;
  }

  /**
   * The time of now.
   *
   * @param nanos on the monotonic clock, so that the time of day is read once a second only
   */
  CharSequence at(long nanos) {
    if (text.isEmpty() || nanos - validUntilNanos >= 0) {
      Instant now = clock.instant();
      text = HttpHeaders.createOptimized(FORM.format(now));
      validUntilNanos = nanos + SECOND_NANOS - now.get(ChronoField.NANO_OF_SECOND);
    }
    return text;
  }
}
