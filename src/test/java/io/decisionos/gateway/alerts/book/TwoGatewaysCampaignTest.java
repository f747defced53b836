package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two thousand schedules over two gateways. */
@Tag("quiet")
final class TwoGatewaysCampaignTest {
  private static final int SCHEDULES = 1000;
  // At most one message in so many comes twice to a receiver that passes over ids it had before.
  private static final int ONE_IN = 10_000;

  @Test
  void nothingIsLostAndNothingComesTwiceThoughManyAnswersAreLost() {
    nothingIsLostAndNothingComesTwiceUnlessAnAnswerWasLost(true);
  }

  @Test
  void nothingIsLostAndNothingComesTwiceIfOnlyACrashLosesAnAnswer() {
    nothingIsLostAndNothingComesTwiceUnlessAnAnswerWasLost(false);
  }

  private static void nothingIsLostAndNothingComesTwiceUnlessAnAnswerWasLost(boolean losing) {
    long messages = 0;
    long lost = 0;
    long heedless = 0;
    long minding = 0;
    long anew = 0;
    for (long schedule = 0; schedule < SCHEDULES; schedule++) {
      long seed = 2 * schedule + (losing ? 0 : 1);
      var world = new TwoGateways(seed, losing);
      world.go();
      assertThat(world.faults).as("seed %s", seed).isEmpty();
      assertThat(world.inbox.repeated()).as("seed %s", seed).isEmpty();
      assertThat(world.inbox.disguised()).as("seed %s", seed).isEmpty();
      assertThat(world.minding.repeated()).as("seed %s", seed).isEmpty();
      messages += world.inbox.messages();
      lost += world.inbox.lost();
      heedless += world.inbox.excused();
      minding += world.minding.excused();
      anew += world.minding.anew();
    }
    System.out.printf(
        "schedules %d, losing answers %s, messages %d, answers lost %d, came twice, each after a"
            + " lost answer: %d; to a receiver that minds ids %d, beside %d of another time whose"
            + " end before never came%n",
        SCHEDULES, losing, messages, lost, heedless, minding, anew);
    assertThat(heedless).isPositive().isLessThanOrEqualTo(lost);
    assertThat(minding * ONE_IN).isLessThanOrEqualTo(messages);
  }
}
