package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One of two gateways tells, whatever happens to them, to Redis and to the receiver. */
final class TwoGatewaysTest {
  private static final int SCHEDULES = 30;

  @Test
  void nothingIsLostAndNothingComesTwiceUnlessAnAnswerWasLost() {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      var world = new TwoGateways(seed, seed % 2 == 0);
      world.go();
      assertThat(world.faults).as("seed %s", seed).isEmpty();
      assertThat(world.inbox.repeated()).as("seed %s", seed).isEmpty();
      assertThat(world.inbox.disguised()).as("seed %s", seed).isEmpty();
      assertThat(world.minding.repeated()).as("seed %s", seed).isEmpty();
      assertThat(world.minding.excused()).as("seed %s", seed).isZero();
      assertThat(world.inbox.messages()).as("seed %s", seed).isPositive();
    }
  }
}
