package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.Billing;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a tenant's usage costs in the calendar month, UTC. An hour costs a share of the month's
 * rates: one over the hours of its month. Pure.
 *
 * @param soFar the month's hours until now, the one that goes on in full
 * @param projected so far, and for each hour that is left the mean of the last 24
 */
record Cost(BigDecimal soFar, BigDecimal projected, Optional<String> currency) {
  private static final int HOURS_OF_DAY = 24;
  private static final long HOUR_SECONDS = 3600;
  private static final int SHOWN_DIGITS = 9;
  private static final BigDecimal SECONDS_OF_MINUTE = BigDecimal.valueOf(60);
  private static final BigDecimal BYTES_OF_GB = BigDecimal.valueOf(1_000_000_000);

  /** Of a tenant that took nothing. */
  static Cost none(Billing billing) {
    return new Cost(BigDecimal.ZERO, BigDecimal.ZERO, billing.currency());
  }

  /** The month that an hour since 1970 is in. */
  static YearMonth monthOf(long hour) {
    return YearMonth.from(Instant.ofEpochSecond(hour * HOUR_SECONDS).atZone(ZoneOffset.UTC));
  }

  static long hoursOf(YearMonth month) {
    return (long) month.lengthOfMonth() * HOURS_OF_DAY;
  }

  /** How many hours of its month come after an hour. */
  static long hoursAfter(long hour) {
    long end =
        monthOf(hour).plusMonths(1).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC)
            / HOUR_SECONDS;
    return end - hour - 1;
  }

  /** What hours of one month cost together. */
  static BigDecimal of(Billing billing, Metered metered, YearMonth month) {
    BigDecimal qps =
        billing
            .ratePerQps()
            .orElse(BigDecimal.ZERO)
            .multiply(BigDecimal.valueOf(metered.busyMinutes()))
            .multiply(BYTES_OF_GB);
    BigDecimal gb =
        billing
            .ratePerGb()
            .orElse(BigDecimal.ZERO)
            .multiply(BigDecimal.valueOf(metered.heldBytes()))
            .multiply(SECONDS_OF_MINUTE);
    BigDecimal parts =
        SECONDS_OF_MINUTE.multiply(BYTES_OF_GB).multiply(BigDecimal.valueOf(hoursOf(month)));
    return qps.add(gb).divide(parts, MathContext.DECIMAL128);
  }

  /**
   * The cost now.
   *
   * @param hour the one that goes on
   * @param history of the tenant
   */
  static Cost of(Billing billing, long hour, Meters history) {
    BigDecimal soFar = of(billing, history.ofMonth(hour), monthOf(hour));
    BigDecimal day = BigDecimal.ZERO;
    for (long back = 0; back < HOURS_OF_DAY; back++) {
      day = day.add(of(billing, history.ofHour(hour - back), monthOf(hour - back)));
    }
    BigDecimal rest =
        day.multiply(BigDecimal.valueOf(hoursAfter(hour)))
            .divide(BigDecimal.valueOf(HOURS_OF_DAY), MathContext.DECIMAL128);
    return new Cost(soFar, soFar.add(rest), billing.currency());
  }

  JsonObject json() {
    return new JsonObject()
        .put("so_far", shown(soFar))
        .put("projected", shown(projected))
        .put("currency", currency.orElse(null));
  }

  /** A number for people: exact to a billionth. */
  static BigDecimal shown(BigDecimal amount) {
    BigDecimal rounded = amount.setScale(SHOWN_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** What hours cost by. */
  interface Meters {
    /** All hours of an hour's month until it, it included. */
    Metered ofMonth(long hour);

    /** One hour of the last week. */
    Metered ofHour(long hour);
  }
}
