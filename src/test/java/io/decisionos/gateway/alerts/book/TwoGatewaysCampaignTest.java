package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two thousand schedules over two gateways. */
@Tag("quiet")
final class TwoGatewaysCampaignTest {
  private static final int SCHEDULES = 2000;

  @Test
  void nothingIsLostAndNothingComesTwiceUnlessAnAnswerWasLost() {
    long messages = 0;
    long lost = 0;
    long excused = 0;
    for (long seed = 0; seed < SCHEDULES; seed++) {
      var world = new TwoGateways(seed, seed % 2 == 0);
      world.go();
      assertThat(world.faults).as("seed %s", seed).isEmpty();
      assertThat(world.inbox.repeated()).as("seed %s", seed).isEmpty();
      messages += world.inbox.messages();
      lost += world.inbox.lost();
      excused += world.inbox.excused();
    }
    System.out.printf(
        "schedules %d, messages %d, answers lost %d, came twice %d, of them without a lost answer"
            + " 0%n",
        SCHEDULES, messages, lost, excused);
    assertThat(excused).isLessThanOrEqualTo(lost);
  }
}
