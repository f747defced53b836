package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WaitsTest {
  private static final long PERIOD = 100_000_000;
  private final Waits waits = new Waits();

  @Test
  void theMeanOfTheLastPeriodCountsWhereThereIsAQueue() {
    waits.note("a", 8, 10, 0);
    waits.note("a", 9, 30, 1);
    waits.note("b", 8, 5, 1);
    assertThat(waits.longest(1)).isZero();
    assertThat(waits.longest(PERIOD)).isEqualTo(20);
  }

  @Test
  void withoutAQueueWaitingIsTheMachinesDoing() {
    waits.note("a", 7, 1_000_000, 0);
    assertThat(waits.longest(PERIOD)).isZero();
  }

  @Test
  void whatIsOverIsForgotten() {
    waits.note("a", 8, 10, 0);
    assertThat(waits.longest(2 * PERIOD)).isZero();
    assertThat(waits.longest(3 * PERIOD)).isZero();
  }
}
