package io.decisionos.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of the traffic, and what is forgotten. */
class TrafficHistoryTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final long BEGIN = 1_700_000_040;

  private static Tally tally(int requests, int status) {
    var tally = new Tally();
    for (int i = 0; i < requests; i++) {
      tally.add(status, 3_000_000);
    }
    return tally;
  }

  private static TrafficSlice slice(long second, Map<TenantId, Tally> tenants) {
    var all = new Tally();
    tenants.values().forEach(all::add);
    return new TrafficSlice(Instant.ofEpochSecond(second), all, tenants);
  }

  @Test
  void slicesOfOneSecondFromSeveralLoopsAreOneRow() {
    var shelf = new TrafficShelf(1, 60, 100, BEGIN);
    shelf.add(slice(BEGIN, Map.of(ACME, tally(3, 200))));
    shelf.add(slice(BEGIN, Map.of(ACME, tally(2, 429), OTHER, tally(1, 500))));
    shelf.turn(BEGIN + 1);

    TrafficRow all = shelf.rows(Optional.empty(), BEGIN).get(0);
    assertThat(all.requests()).isEqualTo(6);
    assertThat(all.limited()).isEqualTo(2);
    assertThat(all.serverErrors()).isEqualTo(1);
    assertThat(shelf.rows(Optional.of(ACME), BEGIN))
        .extracting(TrafficRow::requests)
        .containsExactly(5);
  }

  @Test
  void whatIsNoTenantsIsCountedAlsoWhereTenantsRowsAreForgotten() {
    var shelf = new TrafficShelf(1, 60, 1, BEGIN);
    Tally strangers = tally(4, 403);
    for (int second = 0; second < 3; second++) {
      Tally all = tally(3, 200);
      all.add(strangers);
      var tenants = Map.of(ACME, tally(2, 200), OTHER, tally(1, 200));
      shelf.add(new TrafficSlice(Instant.ofEpochSecond(BEGIN + second), all, tenants));
    }

    assertThat(shelf.rows(Optional.of(ACME), BEGIN)).hasSize(1);
    assertThat(shelf.nobody(BEGIN)).isEqualTo(new TrafficSum(12, 0, 12, 0));
    assertThat(shelf.nobody(BEGIN + 2)).isEqualTo(new TrafficSum(4, 0, 4, 0));
  }

  @Test
  void aClockThatWasSetBackStopsNoHistory() {
    long year = 365L * 86_400;
    var shelf = new TrafficShelf(1, 60, 100, BEGIN);
    shelf.add(slice(BEGIN, Map.of(ACME, tally(1, 200))));
    shelf.add(slice(BEGIN + year, Map.of(ACME, tally(1, 200))));
    for (int second = 1; second <= 3; second++) {
      shelf.add(slice(BEGIN + second, Map.of(ACME, tally(2, 200))));
    }

    assertThat(shelf.rows(Optional.of(ACME), BEGIN))
        .extracting(TrafficRow::at, TrafficRow::requests)
        .containsExactly(tuple(BEGIN + 1, 2), tuple(BEGIN + 2, 2), tuple(BEGIN + 3, 2));
    assertThat(shelf.tenantsCompleteSince()).isLessThanOrEqualTo(BEGIN + 1);
  }

  @Test
  void aSliceThatComesLateCountsForThePeriodThatIsOpen() {
    var shelf = new TrafficShelf(1, 60, 100, BEGIN);
    shelf.add(slice(BEGIN + 5, Map.of(ACME, tally(1, 200))));
    shelf.add(slice(BEGIN + 3, Map.of(ACME, tally(1, 200))));

    assertThat(shelf.rows(Optional.of(ACME), BEGIN))
        .extracting(TrafficRow::requests)
        .containsExactly(2);
  }

  @Test
  void aSecondThatIsNotOverIsShownAsFarAsItWent() {
    var shelf = new TrafficShelf(1, 60, 100, BEGIN);
    shelf.add(slice(BEGIN, Map.of(ACME, tally(3, 200))));

    assertThat(shelf.rows(Optional.of(ACME), BEGIN)).hasSize(1);
    assertThat(shelf.rows(Optional.of(OTHER), BEGIN)).isEmpty();
  }

  @Test
  void secondsWithoutTrafficTakeNoPlaceAndOldOnesAreForgotten() {
    var shelf = new TrafficShelf(1, 60, 100, BEGIN);
    shelf.add(slice(BEGIN, Map.of(ACME, tally(1, 200))));
    shelf.add(slice(BEGIN + 30, Map.of(ACME, tally(2, 200))));
    shelf.turn(BEGIN + 61);

    assertThat(shelf.rows(Optional.of(ACME), 0))
        .extracting(TrafficRow::requests)
        .containsExactly(2);
  }

  @Test
  void manyTenantsCostTheOldestRowsOfTenantsAndTheAnswerSaysSo() {
    var shelf = new TrafficShelf(1, 3600, 1000, BEGIN);
    for (int second = 0; second < 20; second++) {
      var tenants = new HashMap<TenantId, Tally>();
      for (int i = 0; i < 100; i++) {
        tenants.put(new TenantId("t" + i), tally(1, 200));
      }
      shelf.add(slice(BEGIN + second, tenants));
    }
    shelf.turn(BEGIN + 20);

    assertThat(shelf.rows(Optional.of(new TenantId("t7")), 0)).hasSize(10);
    assertThat(shelf.rows(Optional.empty(), 0)).hasSize(20);
    assertThat(shelf.tenantsCompleteSince()).isEqualTo(BEGIN + 10);
  }

  @Test
  void aPercentileIsAtMostAQuarterTooHigh() {
    var tally = new Tally();
    for (int millis = 1; millis <= 1000; millis++) {
      tally.add(200, millis * 1_000_000L);
    }
    assertThat(tally.millisAt(0.5)).isBetween(500.0, 625.0);
    assertThat(tally.millisAt(0.99)).isBetween(990.0, 1237.5);
    assertThat(new Tally().millisAt(0.5)).isZero();
  }

  @Test
  void latenciesBeyondTheScaleAreCountedAtItsEnds() {
    var tally = new Tally();
    tally.add(200, 0);
    tally.add(200, Long.MAX_VALUE);
    assertThat(tally.millisAt(0.1)).isPositive();
    assertThat(tally.millisAt(1)).isGreaterThan(30_000);
  }
}
