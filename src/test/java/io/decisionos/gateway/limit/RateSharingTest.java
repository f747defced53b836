package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.limit.RateLeases.Lease;
import io.decisionos.gateway.limit.SharingModel.Load;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What several gateways give of one rate together, in a model with a clock of its own: gateways
 * that tick at different times, answers that take their time, and a place to lease that can be
 * gone.
 */
final class RateSharingTest {
  private static final int GATEWAYS = 3;
  private static final long TICK = RateSharing.TICK.toNanos();
  private static final long LEASE = RateSharing.LEASE.toNanos();

  private final LocalRates rates = new LocalRates();
  private final RateSharing sharing = new RateSharing(rates, "here");
  private final Tenant tenant = Tenants.limited(1000, 1000);

  @Test
  void aLoadThatIsSpreadEvenlyGetsAllOfTheRate() {
    for (long rate : new long[] {100, 1000, 10_000}) {
      var model = new SharingModel(GATEWAYS, rate, 1000, 1);
      model.run(20, second -> Load.evenly(GATEWAYS, 2.0 * rate));
      model.assertNeverTooMuch();
      model.assertEnoughFrom(2, 20);
    }
  }

  @Test
  void aLoadThatMovesFromOneGatewayToAnotherGetsAllOfTheRateTwoSecondsLater() {
    for (long rate : new long[] {100, 1000}) {
      for (int seed = 0; seed < 2; seed++) {
        var model = new SharingModel(GATEWAYS, rate, 1000, seed);
        model.run(12, second -> Load.allAt(0, 3.0 * rate));
        model.run(12, second -> Load.allAt(1, 3.0 * rate));
        model.run(12, second -> Load.evenly(GATEWAYS, 3.0 * rate));
        model.run(12, second -> Load.allAt(2, 3.0 * rate).andAtAll(GATEWAYS, rate / 20.0));
        model.assertNeverTooMuch();
        for (int begin : new int[] {0, 12, 24, 36}) {
          model.assertEnoughFrom(begin + 2, begin + 12);
        }
      }
    }
  }

  @Test
  void aLoadThatMovesEachSecondNeverGetsMoreThanTheRate() {
    for (long burst : new long[] {0, 1000, 3000}) {
      var model = new SharingModel(GATEWAYS, 1000, burst, 3);
      model.run(40, second -> Load.allAt(second % GATEWAYS, 5000));
      model.assertNeverTooMuch();
    }
  }

  @Test
  void whatIsWithinTheRateIsNotRefusedWhileGatewaysComeAndGo() {
    var model = new SharingModel(GATEWAYS, 1000, 1000, 4);
    model.run(10, second -> Load.evenly(GATEWAYS, 600));
    model.kill(0);
    model.run(10, second -> Load.at(600, 1, 2));
    model.join(0);
    model.run(10, second -> Load.evenly(GATEWAYS, 600));
    assertThat(model.refused()).isZero();
  }

  @Test
  void whileNothingCanBeLeasedEachGivesItsPartByTheGatewaysThatItSawLast() {
    var model = new SharingModel(GATEWAYS, 1000, 1000, 5);
    model.run(10, second -> Load.allAt(0, 3000));
    model.cut();
    model.run(10, second -> Load.evenly(GATEWAYS, 6000));
    model.mend();
    model.run(10, second -> Load.allAt(1, 3000));
    model.assertNeverTooMuch();
    model.assertEnoughFrom(14, 20);
    model.assertEnoughFrom(26, 30);
  }

  @Test
  void aTenantWhoComesWhileItsLeasesAreAwayHasItsPartsAllTheSame() {
    var model = new SharingModel(GATEWAYS, 1000, 1000, 7);
    model.cutLeases();
    model.run(12, second -> Load.evenly(GATEWAYS, 3000));
    model.assertNeverTooMuch();
    model.assertEnoughFrom(4, 12);
  }

  @Test
  void whoFindsItsLeasesAgainBeforeTheOthersTakesNoMoreThanItsPart() {
    var model = new SharingModel(GATEWAYS, 1000, 0, 8);
    model.run(5, second -> Load.evenly(GATEWAYS, 3000));
    model.cutLeases();
    model.run(5, second -> Load.evenly(GATEWAYS, 3000));
    for (int i = 0; i < GATEWAYS; i++) {
      model.mendLeases(i);
      model.run(1, second -> Load.evenly(GATEWAYS, 3000));
    }
    model.run(10, second -> Load.allAt(0, 3000));
    model.assertNeverTooMuch();
    model.assertEnoughFrom(17, 23);
  }

  @Test
  void whoComesWhileLeasesAreAwayIsLeftItsPart() {
    var model = new SharingModel(GATEWAYS, 900, 1000, 9);
    model.kill(2);
    model.run(10, second -> Load.at(1800, 0, 1));
    model.cutLeases();
    model.run(5, second -> Load.at(1800, 0, 1));
    model.join(2);
    model.run(8, second -> Load.evenly(GATEWAYS, 2700));
    model.assertNeverTooMuch();
    model.assertEnoughFrom(20, 25);
  }

  @Test
  void aLeaseEndsByWhenItWasAskedFor() {
    begin(2);
    Ask ask = ask(TICK);
    sharing.granted(ask, new Lease(900, List.of()), TICK, TICK + LEASE - 2);
    assertThat(share(TICK + LEASE - 1)).isEqualTo(900);
    assertThat(share(TICK + LEASE)).isEqualTo(500);
  }

  @Test
  void whatIsGivenUpIsToldOnceAndAnEarlierAnswerDoesNotBringItBack() {
    begin(2);
    Ask ask = ask(TICK);
    sharing.granted(ask, new Lease(900, List.of()), TICK, TICK);
    long later = TICK;
    while (sharing.asks(later += TICK).get(0).want() > 0) {
      assertThat(later).isLessThan(10 * TICK);
    }
    assertThat(sharing.asks(later + TICK)).isEmpty();
    sharing.granted(ask, new Lease(900, List.of()), later, later);
    sharing.seen(2, later);
    assertThat(share(later)).isZero();
  }

  @Test
  void whoIsLeftAloneGivesAllOfTheRateAndAsksNobody() {
    begin(2);
    sharing.granted(ask(TICK), new Lease(300, List.of()), TICK, TICK);
    sharing.seen(1, 2 * TICK);
    assertThat(rates.standing(tenant, 2 * TICK).orElseThrow().share()).isEmpty();
    assertThat(sharing.asks(3 * TICK)).isEmpty();
  }

  @Test
  void aRateThatIsLoweredLowersWhatIsLeasedOfIt() {
    begin(2);
    sharing.granted(ask(TICK), new Lease(900, List.of()), TICK, TICK);
    Tenant lowered = Tenants.limited(100, 1000);
    assertThat(rates.standing(lowered, TICK).orElseThrow().share()).hasValue(100);
  }

  @Test
  void moreTenantsThanAreAskedForAtOnceComeInTurnsAndTheirLeasesLastLonger() {
    begin(2);
    var known = new HashSet<TenantId>();
    for (long now = TICK; now <= 2 * TICK; now += TICK) {
      for (int i = 0; i < 600; i++) {
        rates.admit(Tenants.limited("t" + i, 1000), now);
      }
      List<Ask> asks = sharing.asks(now);
      assertThat(asks)
          .hasSize(512)
          .allMatch(ask -> ask.lasts().equals(RateSharing.LEASE.multipliedBy(2)));
      asks.forEach(ask -> known.add(ask.tenant()));
    }
    assertThat(known).hasSizeGreaterThanOrEqualTo(600);
  }

  private void begin(int gateways) {
    sharing.seen(1, 0);
    rates.admit(tenant, 0);
    sharing.seen(gateways, 0);
  }

  private Ask ask(long nanos) {
    rates.admit(tenant, nanos);
    return sharing.asks(nanos).get(0);
  }

  private long share(long nanos) {
    return rates.standing(tenant, nanos).orElseThrow().share().orElseThrow();
  }

  @Test
  void thePartsOfARateAreAllOfItWhoeverDivides() {
    var random = new Random(6);
    for (int round = 0; round < 2000; round++) {
      int gateways = 1 + random.nextInt(6);
      long whole = random.nextInt(1000);
      var demands =
          IntStream.range(0, gateways)
              .mapToObj(i -> new Allotment.Demand("g" + i, random.nextInt(600)))
              .toList();
      long sum = 0;
      for (Allotment.Demand demand : demands) {
        long part = Allotment.of(demand.instance(), whole, demands);
        assertThat(part).isNotNegative();
        sum += part;
      }
      long asked = demands.stream().mapToLong(Allotment.Demand::perSecond).sum();
      assertThat(sum).as("%s of %s", demands, whole).isEqualTo(whole);
      if (asked <= whole) {
        assertThat(demands)
            .allMatch(
                demand -> Allotment.of(demand.instance(), whole, demands) >= demand.perSecond());
      }
    }
  }
}
