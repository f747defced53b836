package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InFlightTest {
  private static final int CAPACITY = 60;
  private static final Asked OF_THE_GATEWAY = new Asked(Optional.empty());

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final InFlight places =
      new InFlight(new Channel<>("test.ask", Asked.class, String.class, CAPACITY), meters);

  record Asked(Optional<String> party) implements OnBehalf {
    static Asked by(String party) {
      return new Asked(Optional.of(party));
    }
  }

  /** How many places the asker gets when it takes what it can. */
  private int grab(Asked asker) {
    int got = 0;
    while (places.enter(asker)) {
      got++;
    }
    return got;
  }

  private double taken() {
    return meters.get("gateway.bus.in.flight").gauge().value();
  }

  @Test
  void onePartyGetsHalfOfAChannelAtTheMost() {
    assertThat(grab(Asked.by("a"))).isEqualTo(CAPACITY / 2);
  }

  @Test
  void twoGreedyPartiesGetAThirdEach() {
    boolean some = true;
    var got = new HashMap<String, Integer>();
    while (some) {
      some = false;
      for (String party : List.of("a", "b")) {
        if (places.enter(Asked.by(party))) {
          got.merge(party, 1, Integer::sum);
          some = true;
        }
      }
    }
    assertThat(got).isEqualTo(Map.of("a", CAPACITY / 3, "b", CAPACITY / 3));
  }

  @Test
  void besideGreedyPartiesOthersFindPlaces() {
    for (String party : List.of("a", "b", "c", "d")) {
      grab(Asked.by(party));
    }
    assertThat(grab(Asked.by("quiet"))).isPositive();
  }

  @Test
  void whoHoldsNothingMayHaveTheLastPlace() {
    for (int party = 0; party < CAPACITY; party++) {
      assertThat(places.enter(Asked.by("p" + party))).as("party %d", party).isTrue();
    }
  }

  @Test
  void theGatewayItselfMayHaveAllOfIt() {
    assertThat(grab(OF_THE_GATEWAY)).isEqualTo(CAPACITY);
    assertThat(places.enter(Asked.by("a"))).isFalse();
  }

  @Test
  void afterAnyHistoryAllPlacesAreBackAndNobodyIsRemembered() {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      var inside = new ArrayList<Asked>();
      for (int i = 0; i < 300; i++) {
        Asked asker = random.nextInt(5) == 0 ? OF_THE_GATEWAY : Asked.by("p" + random.nextInt(4));
        if (random.nextBoolean() && places.enter(asker)) {
          inside.add(asker);
        } else if (!inside.isEmpty() && random.nextInt(3) == 0) {
          places.leave(inside.remove(random.nextInt(inside.size())));
        }
        assertThat(taken()).isEqualTo(inside.size()).isLessThanOrEqualTo(CAPACITY);
      }
      inside.forEach(places::leave);
      assertThat(taken()).isZero();
    }
  }

  @Test
  void threadsNeverTakeMoreThanThereIsAndGiveAllBack() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> work =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(i -> () -> comeAndGo(Asked.by("p" + i % 3)))
            .toList();
    for (Future<Boolean> within : threads.invokeAll(work)) {
      assertThat(within.get()).isTrue();
    }
    threads.shutdown();
    assertThat(taken()).isZero();
  }

  private boolean comeAndGo(Asked asker) {
    boolean within = true;
    for (int i = 0; i < 20_000; i++) {
      if (places.enter(asker)) {
        // Whoever is turned away holds a place for the blink of an eye.
        within &= taken() <= CAPACITY + 8;
        places.leave(asker);
      }
    }
    return within;
  }
}
