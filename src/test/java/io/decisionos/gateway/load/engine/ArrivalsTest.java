package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.load.scenario.LoadTenant;
import io.decisionos.gateway.load.scenario.Pace;
import io.decisionos.gateway.load.scenario.Phase;
import io.decisionos.gateway.load.scenario.Role;
import io.decisionos.gateway.load.scenario.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final double NANOS = 1e9;

  private record Arrival(int tenant, double seconds) {}

  @Test
  void theRateIsKeptAndSharedByWeight() {
    List<Arrival> all = arrivals(new Pace.Constant(1000), false, 1);

    assertThat(all).hasSize(10_000);
    assertThat(all).filteredOn(arrival -> arrival.tenant == 0).hasSize(7_500);
    assertThat(all).filteredOn(arrival -> arrival.tenant == 1).hasSize(2_500);
  }

  @Test
  void timesOfAllTenantsComeInOrder() {
    assertThat(arrivals(new Pace.Ramp(10, 1000, 10), true, 1))
        .extracting(Arrival::seconds)
        .isSorted();
  }

  @Test
  void anEvenPaceIsEven() {
    List<Double> times = secondsOf(arrivals(new Pace.Constant(100), false, 1), 0);

    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isCloseTo(1 / 75.0, within(1e-6));
    }
  }

  @Test
  void aBurstyTenantComesWithinTheFirstTenthOfEachSecond() {
    List<Double> times = secondsOf(arrivals(new Pace.Constant(1000), false, 1), 1);

    assertThat(times).allMatch(seconds -> seconds - Math.floor(seconds) < 0.1);
  }

  @Test
  void poissonArrivalsKeepTheRateOnAverage() {
    assertThat(arrivals(new Pace.Constant(1000), true, 7).size()).isBetween(9_600, 10_400);
  }

  @Test
  void theSameSeedGivesTheSameArrivals() {
    Pace pace = new Pace.Constant(100);

    assertThat(arrivals(pace, true, 7)).isEqualTo(arrivals(pace, true, 7));
    assertThat(arrivals(pace, true, 7)).isNotEqualTo(arrivals(pace, true, 8));
  }

  private static List<Double> secondsOf(List<Arrival> all, int tenant) {
    return all.stream().filter(one -> one.tenant == tenant).map(Arrival::seconds).toList();
  }

  private static List<Arrival> arrivals(Pace pace, boolean poisson, long seed) {
    var span = new Phase.Span("all", 10, true, List.of(3.0, 1.0, 0.0));
    var tenants =
        List.of(tenant("a", Role.STEADY), tenant("b", Role.BURSTY), tenant("c", Role.STEADY));
    var phase = new Phase.Open(span, pace, poisson);
    var arrivals = new Arrivals(phase, tenants, new SplittableRandom(seed));
    var all = new ArrayList<Arrival>();
    while (!arrivals.isEmpty()) {
      double seconds = arrivals.dueNanos() / NANOS;
      all.add(new Arrival(arrivals.take(), seconds));
    }
    return all;
  }

  private static LoadTenant tenant(String id, Role role) {
    return new LoadTenant(id, role, 1, Map.of(), new Statuses(Set.of()), Optional.empty());
  }
}
