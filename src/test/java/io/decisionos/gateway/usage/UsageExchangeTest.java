package io.decisionos.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways whose usage is one. */
final class UsageExchangeTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final long HOUR = 500_000;
  private final Sheets sheets = new Sheets();
  private final UsageBook one = new UsageBook(HOUR);
  private final UsageBook two = new UsageBook(HOUR);
  private final UsageExchange ofOne = new UsageExchange(sheets, "one", one);
  private final UsageExchange ofTwo = new UsageExchange(sheets, "two", two);

  /** A storage in memory. */
  private static final class Sheets implements TenantSheets {
    private final Map<Place, Map<String, String>> places = new HashMap<>();
    private boolean isAway;
    private int swaps;

    @Override
    public Future<Map<String, String>> swap(Place place, String gateway, String sheet) {
      swaps++;
      if (isAway) {
        return Future.failedFuture("away");
      }
      Map<String, String> all = places.computeIfAbsent(place, p -> new TreeMap<>());
      var others = new HashMap<>(all);
      others.remove(gateway);
      if (!sheet.isEmpty()) {
        all.put(gateway, sheet);
      }
      return Future.succeededFuture(Map.copyOf(others));
    }
  }

  private static void ask(UsageBook book, int minute, long requests) {
    book.of(ACME).open().add(minute, new Amounts(requests, 1, 7, 10, 100, 2, 3));
  }

  private static long requests(UsageBook book, UsageWindow window) {
    return book.of(ACME).in(window).requests();
  }

  private void turnAll() {
    for (UsageExchange exchange : List.of(ofOne, ofTwo, ofOne)) {
      exchange.turn(List.of(ACME)).await();
    }
  }

  @Test
  void eachKnowsTheSumOfBoth() {
    ask(one, 3, 7);
    ask(two, 3, 5);
    one.nobody().open().add(0, Amounts.ofCpu(11));
    turnAll();
    assertThat(one.of(ACME).in(UsageWindow.HOUR))
        .isEqualTo(two.of(ACME).in(UsageWindow.HOUR))
        .isEqualTo(new Amounts(12, 2, 14, 20, 200, 4, 6));
    assertThat(two.nobody().in(UsageWindow.HOUR).cpuNanos()).isEqualTo(11);
  }

  @Test
  void theBusiestMinutesAreThoseOfAllGateways() {
    for (int minute = 0; minute < 60; minute++) {
      ask(one, minute, 10);
      ask(two, minute, 5);
    }
    turnAll();
    assertThat(one.of(ACME).row().busyMinute()).isEqualTo(15);
    assertThat(two.rows().tenants().get(ACME).busyMinute()).isEqualTo(15);
  }

  @Test
  void whatIsHeldIsSeenByAllAndDoesNotAddUp() {
    one.of(ACME).open().holds(new Holdings(100, 10));
    two.of(ACME).open().holds(new Holdings(90, 20));
    turnAll();
    assertThat(one.of(ACME).row().storageBytes()).isEqualTo(100);
    assertThat(one.of(ACME).row().evidenceBytes()).isEqualTo(20);
  }

  @Test
  void whatIsToldLateCountsForTheNextHourAndNothingTwice() throws IOException {
    var random = new SplittableRandom(1);
    long all = 0;
    for (int hour = 0; hour < 20; hour++) {
      for (int i = 0; i < 10; i++) {
        long some = random.nextInt(100);
        ask(random.nextBoolean() ? one : two, random.nextInt(60), some);
        all += some;
        if (random.nextInt(3) == 0) {
          turnAll();
        }
      }
      boolean isFirst = random.nextBoolean();
      (isFirst ? one : two).next(past -> Hour.NONE);
      turnAll();
      (isFirst ? two : one).next(past -> Hour.NONE);
      turnAll();
    }
    turnAll();
    assertThat(requests(one, UsageWindow.DAY)).isEqualTo(all);
    assertThat(requests(two, UsageWindow.DAY)).isEqualTo(all);
  }

  @Test
  void aStorageThatIsAwayHoldsNothingUpAndLosesNothing() {
    ask(one, 1, 7);
    sheets.isAway = true;
    turnAll();
    assertThat(requests(two, UsageWindow.HOUR)).isZero();
    sheets.isAway = false;
    turnAll();
    assertThat(requests(two, UsageWindow.HOUR)).isEqualTo(7);
  }

  @Test
  void aRoundIsBoundedAndEverybodyHasATurn() {
    List<TenantId> many = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      many.add(new TenantId("t" + i));
      two.of(many.get(i)).open().add(0, new Amounts(1, 0, 0, 0, 0, 0, 0));
    }
    ofTwo.turn(many).await();
    assertThat(sheets.swaps).isLessThanOrEqualTo(501);
    for (int i = 0; i < 3; i++) {
      ofTwo.turn(many).await();
      ofOne.turn(many).await();
    }
    ofOne.turn(many).await();
    long seen = many.stream().filter(id -> one.of(id).in(UsageWindow.HOUR).requests() == 1).count();
    assertThat(seen).isEqualTo(1200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,2,3",
        "1,2,3,4,5,6,7,8,9,10",
        "-1,2,3,4,5,6,7,8,9,10;",
        "1,2,3,4,5,6,7,8,9,10;1",
        "1,2,3,4,5,6,7,8,9,10;1:2,",
        "1,2,3,4,5,6,7,8,9,99999999999999999999;",
        "1,2,3,4,5,6,7,8,9,10;1:99999999999"
      })
  void whatIsNoSheetIsPassedOver(String text) {
    assertThat(OpenHour.parse(text)).isEmpty();
  }

  @Test
  void aSheetSaysTheWholeHour() {
    var hour = new OpenHour();
    hour.add(59, new Amounts(1, 2, 3, 4, 5, 6, 7));
    hour.holds(new Holdings(8, 9));
    OpenHour read = OpenHour.parse(hour.sheet()).orElseThrow();
    assertThat(read.row()).isEqualTo(hour.row());
    assertThat(read.sheet()).isEqualTo(hour.sheet()).isEqualTo("1,2,3,4,5,6,7,8,9,17;59:1");
    assertThat(OpenHour.parse(new OpenHour().sheet())).isPresent();
  }
}
