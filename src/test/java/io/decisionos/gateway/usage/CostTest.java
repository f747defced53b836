package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What usage costs, against a reckoning of its own from the hours' files. */
final class CostTest {
  private static final TenantId A = TenantId.parse("a").orElseThrow();
  private static final Instant BEGIN = Instant.parse("2027-06-01T00:00:00Z");

  @TempDir private Path home;
  private final SetClock clock = new SetClock(BEGIN.toString());
  private final Map<TenantId, Holdings> held = new HashMap<>();

  private static Billing billing(String currency, String perQps, String perGb) {
    return new Billing(
        Optional.empty(),
        Optional.of(currency),
        Optional.of(new BigDecimal(perQps)),
        Optional.of(new BigDecimal(perGb)),
        Optional.empty());
  }

  private UsageKeeper opened() throws IOException {
    var keeper =
        new UsageKeeper(
            new HourFiles(home.resolve("usage"), Files::writeString),
            clock,
            id -> held.getOrDefault(id, Holdings.NONE));
    keeper.open();
    return keeper;
  }

  private static Cost cost(UsageKeeper keeper, Billing billing) {
    return Cost.of(billing, keeper.book().hour(), keeper.book().of(A).costs());
  }

  @Test
  void monthsHaveTheirOwnHours() {
    long february = Instant.parse("2028-02-29T23:00:00Z").getEpochSecond() / 3600;
    assertThat(Cost.hoursOf(Cost.monthOf(february))).isEqualTo(29 * 24);
    assertThat(Cost.hoursAfter(february)).isZero();
    assertThat(Cost.hoursAfter(february + 1)).isEqualTo(31 * 24 - 1);
    assertThat(Cost.hoursOf(YearMonth.of(2027, 2))).isEqualTo(28 * 24);
    assertThat(Cost.hoursOf(YearMonth.of(2100, 2))).isEqualTo(28 * 24);
    assertThat(Cost.hoursOf(YearMonth.of(2027, 4))).isEqualTo(30 * 24);
  }

  @Test
  void oneHourCostsItsPartOfTheMonth() throws IOException {
    UsageKeeper keeper = opened();
    for (int minute = 0; minute < 4; minute++) {
      clock.set(BEGIN.plusSeconds(60L * minute));
      keeper.count(Map.of(A, new Amounts(600, 0, 0, 0, 0, 0, 0)));
    }
    held.put(A, new Holdings(1_500_000_000, 500_000_000));
    keeper.write(List.of(A));
    // 10 a second, and 2 GB; June has 720 hours, 719 of which are left.
    Cost cost = cost(keeper, billing("USD", "7.2", "3.6"));
    assertThat(Cost.shown(cost.soFar())).isEqualTo(new BigDecimal("0.11"));
    assertThat(Cost.shown(cost.projected()))
        .isEqualTo(
            Cost.shown(
                new BigDecimal("0.11")
                    .add(
                        new BigDecimal("0.11")
                            .multiply(BigDecimal.valueOf(719))
                            .divide(BigDecimal.valueOf(24), MathContext.DECIMAL128))));
    assertThat(cost.json().getString("currency")).isEqualTo("USD");
  }

  @Test
  void withoutRatesNothingCosts() throws IOException {
    UsageKeeper keeper = opened();
    keeper.count(Map.of(A, new Amounts(600, 0, 0, 0, 0, 0, 0)));
    assertThat(cost(keeper, Billing.NONE).json().encode())
        .isEqualTo("{\"so_far\":0,\"projected\":0,\"currency\":null}");
  }

  /** The rows of a finished hour as the file says them: its busy minute, and what was held. */
  private long[] row(long hour) throws IOException {
    Path file = home.resolve("usage/hour-" + hour + ".csv");
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      if (parts[0].equals("a")) {
        return new long[] {Long.parseLong(parts[11]), Long.parseLong(parts[10])};
      }
    }
    return new long[2];
  }

  private static BigDecimal price(long[] row, long hour, Billing billing) {
    YearMonth month =
        YearMonth.from(Instant.ofEpochSecond(hour * 3600).atOffset(ZoneOffset.UTC).toLocalDate());
    MathContext exact = new MathContext(60);
    BigDecimal hours = BigDecimal.valueOf(month.lengthOfMonth() * 24L);
    BigDecimal qps = BigDecimal.valueOf(row[0]).divide(BigDecimal.valueOf(60), exact);
    BigDecimal gb = BigDecimal.valueOf(row[1]).divide(BigDecimal.TEN.pow(9), exact);
    return billing
        .ratePerQps()
        .orElseThrow()
        .multiply(qps, exact)
        .add(billing.ratePerGb().orElseThrow().multiply(gb, exact), exact)
        .divide(hours, exact);
  }

  /**
   * Two years with a leap year: idle hours, hours in which nothing ran, restarts, a clock that is
   * set back, other rates and another currency. The files are kept aside, as they are deleted after
   * 35 days.
   */
  @Test
  void twentyFourMonthsCostWhatTheirHoursSay() throws IOException {
    var random = new Random(42);
    UsageKeeper keeper = opened();
    Billing billing = billing("USD", "0.37", "0.11");
    SortedMap<Long, long[]> rows = new TreeMap<>();
    Instant now = BEGIN;
    Instant end = Instant.parse("2029-06-01T00:00:00Z");
    int checks = 0;
    while (now.isBefore(end)) {
      for (int burst = random.nextInt(8); burst > 0; burst--) {
        now = now.plusSeconds(random.nextInt(240));
        clock.set(now);
        keeper.count(Map.of(A, new Amounts(random.nextInt(9000), 0, 0, 0, 0, 0, 0)));
      }
      held.put(A, new Holdings(random.nextInt(2_000_000_000), random.nextInt(1_000_000)));
      keeper.write(List.of(A));
      long over = keeper.book().hour();
      if (random.nextInt(50) == 0) {
        clock.set(now.minus(Duration.ofMinutes(random.nextInt(90))));
        keeper.count(Map.of(A, new Amounts(random.nextInt(90_000), 0, 0, 0, 0, 0, 0)));
        keeper.write(List.of(A));
      }
      if (random.nextInt(400) == 0) {
        clock.set(now);
        keeper = opened();
      }
      if (random.nextInt(3000) == 0) {
        billing =
            billing(
                billing.currency().orElseThrow().equals("USD") ? "KRW" : "USD",
                String.valueOf(random.nextInt(10_000) / 1000.0),
                String.valueOf(random.nextInt(10_000) / 1000.0));
      }
      int skipped = random.nextInt(4) == 0 ? random.nextInt(30) : 1;
      now = Instant.ofEpochSecond((now.getEpochSecond() / 3600 + skipped) * 3600);
      clock.set(now);
      keeper.write(List.of(A));
      for (long hour = over; hour < keeper.book().hour(); hour++) {
        rows.put(hour, row(hour));
      }
      if (random.nextInt(10) == 0) {
        check(keeper, billing, rows);
        checks++;
      }
    }
    assertThat(checks).isGreaterThan(300);
  }

  private static void check(UsageKeeper keeper, Billing billing, SortedMap<Long, long[]> rows) {
    long hour = keeper.book().hour();
    HourRow open = keeper.book().rows().tenants().get(A);
    var all = new TreeMap<>(rows);
    all.put(hour, new long[] {open.busyMinute(), open.heldBytes()});
    YearMonth month = Cost.monthOf(hour);
    long first = month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) / 3600;
    BigDecimal soFar = BigDecimal.ZERO;
    for (Map.Entry<Long, long[]> row : all.tailMap(first).entrySet()) {
      soFar = soFar.add(price(row.getValue(), row.getKey(), billing));
    }
    BigDecimal day = BigDecimal.ZERO;
    for (Map.Entry<Long, long[]> row : all.tailMap(hour - 23).entrySet()) {
      day = day.add(price(row.getValue(), row.getKey(), billing));
    }
    long left = month.lengthOfMonth() * 24L - (hour - first + 1);
    BigDecimal projected =
        soFar.add(
            day.multiply(BigDecimal.valueOf(left))
                .divide(BigDecimal.valueOf(24), new MathContext(60)));
    Cost cost = cost(keeper, billing);
    assertThat(cost.soFar().subtract(soFar).abs()).isLessThan(new BigDecimal("1e-25"));
    assertThat(Cost.shown(cost.soFar()))
        .isEqualByComparingTo(soFar.setScale(9, RoundingMode.HALF_EVEN));
    assertThat(Cost.shown(cost.projected()))
        .isEqualByComparingTo(projected.setScale(9, RoundingMode.HALF_EVEN));
    assertThat(cost.currency()).isEqualTo(billing.currency());
  }
}
