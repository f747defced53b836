package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Notice.Level;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When what is told: no sooner and no later, whatever else happens meanwhile. */
final class DeskWaitsTest {
  private static final String TOGETHER =
      """
      receivers:
        - {name: ops, webhook: {url: "http://127.0.0.1:9/"}}
        - {name: acme, webhook: {url: "http://127.0.0.1:9/a"}}
      route: {receiver: ops, group_by: [alertname], group_interval_ms: 60000}
      """;
  private static final String KEEPER =
      """
      receivers:
        - {name: am, alertmanager: {url: "http://127.0.0.1:9/"}}
        - {name: ops, webhook: {url: "http://127.0.0.1:9/"}}
      route: {receiver: am, routes: [{match: {tenant: other}, receiver: ops}]}
      """;

  @Test
  void theEndOfOneHurriesNoneOfItsGroup() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a", "b").after(2).holds("SloBurn", "a");
    assertThat(asked.after(20).told()).containsExactly("5 ops +a");
  }

  @Test
  void aSilenceHurriesNobody() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").after(1);
    asked.silence("s", Map.of("tenant", "other"), 2).after(20);
    assertThat(asked.told()).containsExactly("5 ops +a");
  }

  @Test
  void whatComesAgainWaitsAgain() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").after(3).holds("SloBurn");
    asked.holds("SloBurn", "a").after(20);
    assertThat(asked.told()).containsExactly("8 ops +a");
    assertThat(asked.why("a")).contains("told at 2026-01-01T00:00:08Z");
  }

  @Test
  void aChangeWaitsForItsIntervalInTheNextRunToo() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").after(9);
    asked.holds("SloBurn", "a", "b").after(1).again().holds("SloBurn", "a", "b").after(100);
    assertThat(asked.told()).containsExactly("5 ops +a", "65 ops +a +b");
  }

  @Test
  void aChangeWaitsForItsIntervalByAnotherVersionOfTheFileToo() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").after(9).holds("SloBurn");
    asked.turn(TOGETHER + "rate_limit: {per_receiver: 9}\n").after(100);
    assertThat(asked.told()).containsExactly("5 ops +a", "65 ops -a");
  }

  @Test
  void whatGoesOnIsToldAgainSoonerThanChangesIfTheFileSaysSo() {
    var asked =
        new Asked(
            TOGETHER.replace("group_interval_ms", "repeat_interval_ms: 20000, group_interval_ms"));
    asked.holds("SloBurn", "a").after(50);
    assertThat(asked.told()).containsExactly("5 ops +a", "25 ops +a", "45 ops +a");
    assertThat(asked.why("a")).contains("again after repeat_interval_ms at 2026-01-01T00:01:05Z");
  }

  @Test
  void whoeverTheRoutesLeaveOutForAWhileIsToldOfWhatComesThen() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").after(9);
    String elsewhere = TOGETHER.replace("receiver: ops", "receiver: acme");
    asked.turn(elsewhere).holds("SloBurn", "a").after(9).holds("SloBurn").after(100);
    asked.turn(TOGETHER).holds("SloBurn", "a").after(9);
    assertThat(asked.told()).containsExactly("5 ops +a", "14 acme +a", "74 acme -a", "123 ops +a");
  }

  @Test
  void aFileThatChangedBetweenTwoRunsLeavesNobodyUntold() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").after(9);
    String elsewhere = TOGETHER.replace("receiver: ops", "receiver: acme");
    asked.again(Settings.of(elsewhere)).holds("SloBurn").after(9);
    asked.turn(TOGETHER).holds("SloBurn", "a").after(9);
    assertThat(asked.told()).containsExactly("5 ops +a", "23 ops +a");
  }

  @Test
  void anAlertmanagerGetsAllEveryMinuteWhateverComesAndGoesElsewhere() {
    var asked = new Asked(KEEPER).holds("SloBurn", Level.WARN, "a");
    for (int i = 0; i < 10; i++) {
      asked.holds("SloBurn", "a").after(15).holds("SloBurn", "a", "other").after(15);
    }
    assertThat(asked.told().stream().filter(line -> line.contains("am")))
        .containsExactly("5 am +a", "65 am +a", "125 am +a", "185 am +a", "245 am +a");
  }

  @Test
  void whatOneOfTwoRoutesHasToldAReceiverTheOtherKnows() {
    var asked =
        new Asked(
            TOGETHER.replace(
                "group_interval_ms: 60000",
                "group_interval_ms: 60000, routes: [{match: {tenant: a}, group_by: [tenant],"
                    + " continue: true}, {match: {tenant: a}}]"));
    asked.holds("SloBurn", "a").after(9);
    assertThat(asked.ledger()).isEqualTo("opened 2 sent 1 grouped 1");
    asked.holds("SloBurn").after(100);
    assertThat(asked.told()).containsExactly("5 ops +a", "65 ops -a");
    assertThat(asked.why("a")).contains("its end was told at").doesNotContain("nobody was told");
  }

  @Test
  void aReceiverThatWantsNoPauseIsNotAskedWithoutOne() {
    var asked = new Asked(TOGETHER).holds("SloBurn", "a").later(6, "it answered 429", 0);
    assertThat(asked.dueAgain()).isEmpty();
    assertThat(asked.after(1).told()).containsExactly("5 ops +a", "6 ops +a", "7 ops +a");
  }

  @Test
  void aClockThatIsSetBackBetweenTwoRunsHoldsNothingUp() {
    var asked =
        new Asked(TOGETHER + "rate_limit: {per_receiver: 1}\n").holds("SloBurn", "a").after(9);
    asked.back(3600).holds("SloBurn").after(400);
    assertThat(asked.told()).containsExactly("5 ops +a", "-3291 ops -a");
  }
}
