package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WaitsTest {
  private static final long PERIOD = 100_000_000;
  private final Waits waits = new Waits();
  private int inFlight = 8;

  private void note(String channel, long nanos, long now) {
    waits.note(channel, () -> inFlight, nanos, now);
  }

  @Test
  void theMeanOfTheLastPeriodCountsWhereThereIsAQueue() {
    note("a", 10, 0);
    note("a", 30, 1);
    note("b", 5, 1);
    assertThat(waits.longest(1)).isZero();
    assertThat(waits.longest(PERIOD)).isEqualTo(20);
  }

  @Test
  void withoutAQueueWaitingIsTheMachinesDoing() {
    inFlight = 7;
    note("a", 1_000_000, 0);
    assertThat(waits.longest(PERIOD)).isZero();
  }

  @Test
  void whatIsOverIsForgotten() {
    note("a", 10, 0);
    inFlight = 7;
    assertThat(waits.longest(2 * PERIOD)).isZero();
    assertThat(waits.longest(3 * PERIOD)).isZero();
  }

  @Test
  void behindWorkThatTakesLongerThanAPeriodOthersStillWait() {
    note("a", 10, 0);
    assertThat(waits.longest(2 * PERIOD)).isEqualTo(10);
    assertThat(waits.longest(5 * PERIOD)).isEqualTo(10);
    inFlight = 0;
    assertThat(waits.longest(6 * PERIOD)).isZero();
  }
}
