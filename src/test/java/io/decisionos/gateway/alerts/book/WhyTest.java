package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why was nobody told, or who was: each question is answered by the rule that decided. */
final class WhyTest {
  private static final String FILE =
      """
      receivers:
        - {name: ops, webhook: {url: "http://127.0.0.1:9/"}}
        - {name: acme, webhook: {url: "http://127.0.0.1:9/a"}}
        - {name: am, alertmanager: {url: "http://127.0.0.1:9/b"}}
      route:
        receiver: ops
        routes:
          - {match: {tenant: acme}, receiver: acme}
          - {match: {severity: info}, receiver: am}
          - {match: {tenant: both}, receiver: acme, group_wait_ms: 60000, continue: true}
          - {match: {tenant: both}, receiver: ops}
      rate_limit: {per_receiver: 1, window_ms: 60000}
      """;
  private static final Outcome WELL =
      new Outcome(Outcome.Result.DELIVERED, Optional.empty(), "it answered 200");

  private final Desk desk = new Desk("here", "run", Settings.of(FILE));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private void judge(String tenant, Level level) {
    desk.judge(
        new Conditions("SloBurn", List.of(new Condition(Map.of("tenant", tenant), level, 5, "x"))),
        now);
  }

  private void after(int seconds, Outcome outcome) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      desk.due(now).forEach(dispatch -> desk.answered(dispatch, outcome, now));
    }
  }

  private Explanation explained(String tenant) {
    return desk.alerts().stream()
        .filter(alert -> alert.labels().get("tenant").equals(Optional.of(tenant)))
        .map(alert -> desk.explain(alert, now))
        .findFirst()
        .orElseThrow();
  }

  private String why(String tenant) {
    return explained(tenant).why();
  }

  @Test
  void theRouteIsNamedWithWhatItMatches() {
    judge("acme", Level.WARN);
    assertThat(why("acme"))
        .startsWith("route.routes[0] (matches tenant=acme) gives it to acme: will be told at ")
        .contains("group_wait_ms is 5000");
    judge("other", Level.WARN);
    assertThat(why("other")).startsWith("route (matches every alert) gives it to ops");
    judge("quiet", Level.INFO);
    assertThat(why("quiet")).contains("route.routes[1] (matches severity=info)", "60000 ms");
  }

  @Test
  void eachOfTwoRoutesSaysWhatItDoes() {
    judge("both", Level.WARN);
    after(6, WELL);
    assertThat(why("both"))
        .contains("route.routes[2] (matches tenant=both) gives it to acme: will be told at ")
        .contains("group_wait_ms is 60000")
        .contains("; route.routes[3] (matches tenant=both) gives it to ops: told at ")
        .contains("again after repeat_interval_ms at 2026-01-01T04:00:05Z");
    assertThat(explained("both").told()).containsOnlyKeys("ops");
    assertThat(explained("both").next()).contains(Instant.parse("2026-01-01T00:01:00Z"));
  }

  @Test
  void theEndIsAnnouncedAndThenOver() {
    judge("acme", Level.WARN);
    after(6, WELL);
    judge("other", Level.WARN);
    assertThat(why("acme"))
        .contains("its end is told at 2026-01-01T00:05:05Z", "group_interval_ms is 300000");
    after(300, WELL);
    assertThat(why("acme")).contains("it is over: its end was told at 2026-01-01T00:05:");
  }

  @Test
  void whoSilencesItUntilWhenAndWhyIsSaid() {
    Instant until = now.plus(Duration.ofHours(1));
    desk.silence(
        new Silence("s1", Map.of("tenant", "acme"), now, until, "moving house", "ann"), now);
    judge("acme", Level.ERROR);
    assertThat(why("acme"))
        .contains("silence s1 by ann keeps it quiet until " + until + ": moving house");
    assertThat(explained("acme").next()).contains(until);
    desk.lift("s1", now);
    assertThat(why("acme")).contains("told at");
  }

  @Test
  void whatAReceiverSaidIsSaid() {
    judge("acme", Level.ERROR);
    after(
        5,
        new Outcome(Outcome.Result.AGAIN, Optional.of(Duration.ofSeconds(9)), "it answered 429"));
    assertThat(why("acme")).contains("it answered 429, so it is tried again at");
    after(10, new Outcome(Outcome.Result.REFUSED, Optional.empty(), "it answered 403"));
    judge("acme", Level.ERROR);
    after(60, new Outcome(Outcome.Result.REFUSED, Optional.empty(), "it answered 403"));
    assertThat(why("acme")).contains("it answered 403");
  }

  @Test
  void theLimitThatHoldsItBackIsSaid() {
    desk.judge(
        new Conditions(
            "CostSpike",
            List.of(
                new Condition(Map.of("tenant", "t1"), Level.WARN, 1, "x"),
                new Condition(Map.of("tenant", "t2"), Level.WARN, 1, "x"))),
        now);
    after(7, WELL);
    assertThat(why("t1")).contains("told at");
    assertThat(why("t2")).contains("rate_limit allows 1 messages in 60000 ms", "in a digest");
    assertThat(explained("t2").next()).contains(Instant.parse("2026-01-01T00:01:05Z"));
  }

  @Test
  void whoTellsInItsPlaceIsSaid() {
    desk.lead(new Teller(false, "other:8080"), now);
    judge("acme", Level.ERROR);
    assertThat(why("acme"))
        .isEqualTo(
            "gateway other:8080 tells what is the fleet's; route.routes[0] (matches tenant=acme)"
                + " gives it to acme: not told yet");
    desk.lead(new Teller(false, ""), now);
    assertThat(why("acme"))
        .startsWith("nobody tells what is the fleet's while Redis does not say which gateway");
  }
}
