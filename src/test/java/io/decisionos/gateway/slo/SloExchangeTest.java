package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that judge an SLO by what all of them have answered. */
final class SloExchangeTest {
  private static final TenantId ACME = new TenantId("acme");

  private final Map<TenantSheets.Place, Map<String, String>> places = new HashMap<>();
  private boolean isAway;
  private int swaps;
  private long now = 1_800_000_000;
  private final Map<TenantId, Counts> one = new HashMap<>();
  private final Map<TenantId, Counts> two = new HashMap<>();
  private final SloExchange ofOne = new SloExchange(this::swap, "one", id -> sheet(one, id));
  private final SloExchange ofTwo = new SloExchange(this::swap, "two", id -> sheet(two, id));

  private Future<Map<String, String>> swap(TenantSheets.Place place, String gateway, String sheet) {
    swaps++;
    if (isAway) {
      return Future.failedFuture("away");
    }
    Map<String, String> all = places.computeIfAbsent(place, p -> new TreeMap<>());
    if (!sheet.isEmpty()) {
      all.put(gateway, sheet);
    }
    var others = new HashMap<>(all);
    others.remove(gateway);
    return Future.succeededFuture(others);
  }

  private SloSheet sheet(Map<TenantId, Counts> counted, TenantId tenant) {
    return SloSheet.of(now, window -> counted.getOrDefault(tenant, Counts.NONE));
  }

  private void turnAll(List<TenantId> known) {
    for (SloExchange exchange : List.of(ofOne, ofTwo, ofOne)) {
      exchange.turn(known).await();
    }
  }

  @Test
  void eachKnowsWhatTheOtherHasCounted() {
    one.put(ACME, new Counts(10, 1, 2, 3));
    turnAll(List.of(ACME));
    assertThat(ofTwo.in(ACME, SloWindow.HOUR, now)).isEqualTo(new Counts(10, 1, 2, 3));
    assertThat(ofTwo.tenants()).containsExactly(ACME);
    assertThat(ofOne.in(ACME, SloWindow.HOUR, now)).isEqualTo(Counts.NONE);
    assertThat(ofOne.tenants()).isEmpty();
    one.put(ACME, new Counts(11, 2, 2, 3));
    turnAll(List.of(ACME));
    assertThat(ofTwo.in(ACME, SloWindow.HOUR, now)).isEqualTo(new Counts(11, 2, 2, 3));
  }

  @Test
  void whatAGatewayThatIsGoneHasCountedLeavesEachWindowInTime() {
    one.put(ACME, new Counts(10, 10, 0, 0));
    turnAll(List.of(ACME));
    now += 299;
    assertThat(ofTwo.in(ACME, SloWindow.MINUTES_5, now).errors()).isEqualTo(10);
    now += 1;
    assertThat(ofTwo.in(ACME, SloWindow.MINUTES_5, now).errors()).isZero();
    assertThat(ofTwo.in(ACME, SloWindow.MINUTES_30, now).errors()).isEqualTo(10);
    now += 3 * 86_400;
    assertThat(ofTwo.in(ACME, SloWindow.DAYS_3, now)).isEqualTo(Counts.NONE);
  }

  @Test
  void aStorageThatIsAwayHoldsNothingUpAndWhatWasHeardCounts() {
    one.put(ACME, new Counts(10, 1, 0, 0));
    turnAll(List.of(ACME));
    isAway = true;
    one.put(ACME, new Counts(20, 2, 0, 0));
    turnAll(List.of(ACME));
    assertThat(ofTwo.in(ACME, SloWindow.HOUR, now).requests()).isEqualTo(10);
    isAway = false;
    turnAll(List.of(ACME));
    assertThat(ofTwo.in(ACME, SloWindow.HOUR, now).requests()).isEqualTo(20);
  }

  @Test
  void aRoundIsBoundedWhatIsNewComesFirstAndEverybodyHasATurn() {
    List<TenantId> many = IntStream.range(0, 1200).mapToObj(i -> new TenantId("t" + i)).toList();
    many.forEach(id -> one.put(id, new Counts(1, 0, 0, 0)));
    ofOne.counted(many.get(1199));
    ofOne.turn(many).await();
    assertThat(swaps).isEqualTo(500);
    ofTwo.look(many.get(1199)).await();
    assertThat(ofTwo.tenants()).containsExactly(many.get(1199));
    for (int i = 0; i < 3; i++) {
      ofOne.turn(many).await();
    }
    for (int i = 0; i < 3; i++) {
      ofTwo.turn(many).await();
    }
    assertThat(ofTwo.tenants()).hasSize(1200);
    ofTwo.turn(List.of(ACME)).await();
    assertThat(ofTwo.tenants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1;1,2,3,4", "x;1,2,3,4;1,2,3,4;1,2,3,4;1,2,3,4;1,2,3,4", "1;1,2,3,-4"})
  void whatIsNoSheetIsPassedOver(String text) {
    assertThat(SloSheet.parse(text)).isEmpty();
  }
}
