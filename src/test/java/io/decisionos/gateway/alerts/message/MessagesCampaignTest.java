package io.decisionos.gateway.alerts.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million hostile alerts: every message of them is legal. */
@Tag("quiet")
final class MessagesCampaignTest {
  private static final int ALERTS = 1_000_000;

  @Test
  void whateverIsInThemMessagesAreLegal() {
    var hostile = new HostileMessages(2_100);
    int alerts = 0;
    int round = 0;
    for (; alerts < ALERTS; round++) {
      int most = round % 4 == 0 ? 500 : 30;
      Message message = hostile.message(most);
      alerts += message.groupKey().equals("digest") ? 1 : message.entries().size();
      assertThat(HostileMessages.complaints(message)).as("round %s", round).isEmpty();
    }
    System.out.println("legal messages: " + round + ", alerts in them: " + alerts);
  }
}
