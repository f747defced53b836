package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is told of what, and when, by a clock of our own. */
final class DeskTest {
  private static final Outcome DELIVERED =
      new Outcome(Outcome.Result.DELIVERED, Optional.empty(), "it answered 200");
  private static final String ONE =
      """
      receivers: [{name: ops, webhook: {url: "http://127.0.0.1:9/"}}]
      route: {receiver: ops, group_interval_ms: 60000, repeat_interval_ms: 3600000}
      rate_limit: {per_receiver: 3, window_ms: 300000}
      """;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Desk desk = new Desk("here", "run", Settings.of(ONE));
  private final List<Dispatch> sent = new ArrayList<>();

  private static Condition of(String tenant, Level level) {
    return new Condition(Map.of("tenant", tenant), level, 5, "something about " + tenant);
  }

  private void judge(String alert, Condition... holding) {
    desk.judge(new Conditions(alert, List.of(holding)), now);
  }

  /** Lets the time go on, second by second, and tells all that is due. */
  private List<Dispatch> after(Duration time) {
    return after(time, DELIVERED);
  }

  private List<Dispatch> after(Duration time, Outcome outcome) {
    int before = sent.size();
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      for (List<Dispatch> due = desk.due(now); !due.isEmpty(); due = desk.due(now)) {
        sent.addAll(due);
        due.forEach(dispatch -> desk.answered(dispatch, outcome, now));
      }
    }
    return sent.subList(before, sent.size());
  }

  private static List<String> words(Dispatch dispatch) {
    return dispatch.words().stream()
        .map(w -> (w.firing() ? "+" : "-") + w.alert().labels().get("tenant").orElse("?"))
        .toList();
  }

  private String why(String tenant) {
    Alert alert =
        desk.alerts().stream()
            .filter(a -> a.labels().get("tenant").equals(Optional.of(tenant)))
            .findFirst()
            .orElseThrow();
    return desk.explain(alert, now).why();
  }

  private void addsUp() {
    Ledger ledger = desk.ledger();
    assertThat(ledger.settled()).isEqualTo(ledger.opened());
  }

  @Test
  void aGroupIsToldAfterItsWaitAndNotSooner() {
    judge("SloBurn", of("acme", Level.ERROR));
    assertThat(after(Duration.ofSeconds(4))).isEmpty();
    assertThat(desk.state(desk.alerts().get(0), now)).isEqualTo(AlertState.PENDING);
    assertThat(after(Duration.ofSeconds(1)))
        .extracting(DeskTest::words)
        .containsExactly(List.of("+acme"));
    assertThat(desk.state(desk.alerts().get(0), now)).isEqualTo(AlertState.FIRING);
    addsUp();
  }

  @Test
  void whatEndsBeforeItsWaitIsOverIsToldToNobody() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(3));
    judge("SloBurn");
    assertThat(after(Duration.ofHours(1))).isEmpty();
    assertThat(desk.ledger().of(Ledger.Head.ENDED)).isEqualTo(1);
    assertThat(why("acme")).contains("group_wait_ms");
    addsUp();
  }

  @Test
  void theEndIsToldOnceAfterTheInterval() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(5));
    judge("SloBurn");
    assertThat(after(Duration.ofSeconds(59))).isEmpty();
    assertThat(after(Duration.ofHours(9)))
        .extracting(DeskTest::words)
        .containsExactly(List.of("-acme"));
  }

  @Test
  void whatGoesOnIsToldAgainAfterTheRepeatInterval() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(5));
    judge("SloBurn", of("acme", Level.ERROR));
    for (int minute = 0; minute < 59; minute++) {
      judge("SloBurn", of("acme", Level.ERROR));
      assertThat(after(Duration.ofMinutes(1))).isEmpty();
    }
    judge("SloBurn", of("acme", Level.ERROR));
    assertThat(after(Duration.ofMinutes(1))).hasSize(1);
  }

  @Test
  void whatComesAndGoesIsNoNewsToWhoeverKnowsOfIt() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(5));
    for (int i = 0; i < 20; i++) {
      judge("SloBurn");
      after(Duration.ofSeconds(1));
      judge("SloBurn", of("acme", Level.ERROR));
      after(Duration.ofSeconds(1));
    }
    assertThat(sent).hasSize(1);
    addsUp();
  }

  @Test
  void beyondTheLimitTheRestComesAsOneDigestWithTheCriticalOnesFirst() {
    judge(
        "SloBurn",
        IntStream.range(0, 10)
            .mapToObj(i -> of("t" + i, i == 7 ? Level.ERROR : Level.WARN))
            .toArray(Condition[]::new));
    List<Dispatch> first = List.copyOf(after(Duration.ofSeconds(10)));
    assertThat(first).extracting(Dispatch::kind).containsOnly(Dispatch.Kind.GROUP).hasSize(3);
    assertThat(words(first.get(0))).containsExactly("+t7");
    assertThat(why("t9")).contains("rate_limit");
    for (int minute = 0; minute < 4; minute++) {
      judge(
          "SloBurn",
          IntStream.range(0, 10)
              .mapToObj(i -> of("t" + i, i == 7 ? Level.ERROR : Level.WARN))
              .toArray(Condition[]::new));
      assertThat(after(Duration.ofMinutes(1))).isEmpty();
    }
    List<Dispatch> rest = after(Duration.ofMinutes(1));
    assertThat(rest).extracting(Dispatch::kind).containsExactly(Dispatch.Kind.DIGEST);
    assertThat(rest.get(0).words()).hasSize(7);
    assertThat(desk.ledger().of(Ledger.Head.SENT)).isEqualTo(3);
    assertThat(desk.ledger().of(Ledger.Head.RATE_LIMITED)).isEqualTo(7);
    addsUp();
  }

  @Test
  void aSilencedAlertIsToldWhenTheSilenceIsOver() {
    desk.silence(
        new Silence("s", Map.of("tenant", "acme"), now, now.plusSeconds(60), "known", "me"), now);
    judge("SloBurn", of("acme", Level.ERROR));
    assertThat(after(Duration.ofSeconds(59))).isEmpty();
    assertThat(why("acme")).contains("silence s", "known");
    assertThat(after(Duration.ofSeconds(10))).hasSize(1);
    assertThat(desk.ledger().of(Ledger.Head.SILENCED)).isEqualTo(1);
    addsUp();
  }

  @Test
  void aReceiverThatIsAwayIsTriedForAnHourAndTheAlertIsNotLost() {
    desk =
        new Desk("here", "run", Settings.of(ONE.replace("per_receiver: 3", "per_receiver: 100")));
    judge("SloBurn", of("acme", Level.ERROR));
    var away = new Outcome(Outcome.Result.AGAIN, Optional.empty(), "it answered 503");
    for (int minute = 0; minute < 30; minute++) {
      judge("SloBurn", of("acme", Level.ERROR));
      after(Duration.ofMinutes(1), away);
    }
    assertThat(sent.size()).isBetween(2, 40);
    assertThat(why("acme")).contains("503", "tried again");
    judge("SloBurn");
    // It may have come although the answer was lost, so its end is told.
    List<Dispatch> told = after(Duration.ofMinutes(6));
    assertThat(told).extracting(DeskTest::words).containsExactly(List.of("-acme"));
  }

  @Test
  void aReceiverThatHeardNothingOfTheBeginningIsToldOfNoEnd() {
    desk =
        new Desk("here", "run", Settings.of(ONE.replace("per_receiver: 3", "per_receiver: 100")));
    var unsent = new Outcome(Outcome.Result.UNSENT, Optional.empty(), "no answer: refused");
    var refused = new Outcome(Outcome.Result.REFUSED, Optional.empty(), "it answered 404");
    for (Outcome outcome : List.of(unsent, refused)) {
      judge("SloBurn", of("acme", Level.ERROR));
      assertThat(after(Duration.ofSeconds(20), outcome)).isNotEmpty();
      judge("SloBurn");
      assertThat(after(Duration.ofMinutes(9))).isEmpty();
      assertThat(why("acme")).contains("over before it could be told (" + outcome.said() + ")");
      addsUp();
    }
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(6), unsent);
    assertThat(after(Duration.ofMinutes(1)))
        .extracting(DeskTest::words)
        .containsExactly(List.of("+acme"));
  }

  @Test
  void aClockThatIsPutForwardEndsNothing() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(6));
    now = now.plus(Duration.ofHours(1));
    desk.leapt(Duration.ofHours(1));
    desk.due(now);
    assertThat(desk.alerts()).allMatch(Alert::isActive);
    after(Duration.ofSeconds(290));
    assertThat(desk.alerts()).allMatch(Alert::isActive);
    after(Duration.ofSeconds(10));
    assertThat(desk.alerts()).noneMatch(Alert::isActive);
  }

  @Test
  void aReceiverMaySayWhenItWantsToBeAskedAgain() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(
        Duration.ofSeconds(6),
        new Outcome(Outcome.Result.AGAIN, Optional.of(Duration.ofSeconds(40)), "it answered 429"));
    assertThat(sent).hasSize(1);
    assertThat(after(Duration.ofSeconds(38))).isEmpty();
    assertThat(after(Duration.ofSeconds(2))).hasSize(1);
    addsUp();
  }

  @Test
  void aReceiverThatRefusesIsAskedAgainAfterTheInterval() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(
        Duration.ofSeconds(30),
        new Outcome(Outcome.Result.REFUSED, Optional.empty(), "it answered 404"));
    assertThat(sent).hasSize(1);
    assertThat(why("acme")).contains("404");
    assertThat(after(Duration.ofMinutes(1))).hasSize(1);
  }

  @Test
  void anAlertmanagerGetsAllThatFiresEveryMinuteAndEachEndOnce() {
    desk =
        new Desk(
            "here",
            "run",
            Settings.of(
                """
                receivers: [{name: am, alertmanager: {url: "http://127.0.0.1:9/"}}]
                route: {receiver: am}
                """));
    judge("SloBurn", of("a", Level.ERROR), of("b", Level.WARN));
    after(Duration.ofSeconds(10));
    assertThat(sent).hasSize(1);
    assertThat(words(sent.get(0))).containsExactlyInAnyOrder("+a", "+b");
    assertThat(after(Duration.ofSeconds(60))).hasSize(1);
    judge("SloBurn", of("a", Level.ERROR));
    after(Duration.ofSeconds(2));
    assertThat(words(sent.get(2))).containsExactlyInAnyOrder("+a", "-b");
    assertThat(after(Duration.ofSeconds(61)).stream().flatMap(d -> words(d).stream()))
        .containsOnly("+a");
  }

  @Test
  void anotherRunGoesOnWhereThisOneHasEnded() {
    judge("SloBurn", of("a", Level.ERROR), of("b", Level.ERROR));
    judge("CostSpike", of("c", Level.WARN));
    after(Duration.ofSeconds(6));
    assertThat(sent).hasSize(3);
    judge("SloBurn", of("a", Level.ERROR));
    JsonObject written = new JsonObject(DeskStateJson.of(desk.state()).encode());
    desk = new Desk("here", "run", Settings.of(ONE));
    desk.restore(DeskStateJson.read(written), now);
    judge("SloBurn", of("a", Level.ERROR));
    judge("CostSpike");
    int before = sent.size();
    // How many messages were sent lately counts over restarts, too.
    for (int minute = 0; minute < 6; minute++) {
      judge("SloBurn", of("a", Level.ERROR));
      after(Duration.ofMinutes(1));
    }
    assertThat(sent.subList(before, sent.size()).stream().flatMap(d -> words(d).stream()))
        .containsExactlyInAnyOrder("-b", "-c");
    addsUp();
  }

  @Test
  void whatNobodySpeaksOfAnyMoreEnds() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofMinutes(7));
    assertThat(sent)
        .extracting(DeskTest::words)
        .containsExactly(List.of("+acme"), List.of("-acme"));
  }

  @Test
  void anotherVersionOfTheFileTellsNobodyTwice() {
    judge("SloBurn", of("acme", Level.ERROR));
    after(Duration.ofSeconds(6));
    AlertSettings next =
        Settings.of(ONE.replace("group_interval_ms", "group_by: [alertname], group_interval_ms"));
    desk.turn(next, now);
    judge("SloBurn", of("acme", Level.ERROR));
    assertThat(after(Duration.ofMinutes(2))).isEmpty();
    judge("SloBurn");
    assertThat(after(Duration.ofMinutes(2)))
        .extracting(DeskTest::words)
        .containsExactly(List.of("-acme"));
    desk.turn(Settings.of(ONE + "rules: {CostSpike: {enabled: false}}"), now);
    judge("CostSpike", of("acme", Level.WARN));
    assertThat(after(Duration.ofMinutes(2))).isEmpty();
    addsUp();
  }

  @Test
  void labelsSayWhoseItIs() {
    judge("SloBurn", of("acme", Level.ERROR));
    judge("DiskLow", new Condition(Map.of(), Level.ERROR, 1, "full"));
    assertThat(desk.alerts().stream().map(alert -> alert.labels().values().toString()).sorted())
        .containsExactly(
            "{alertname=DiskLow, gateway=here, severity=critical}",
            "{alertname=SloBurn, gateway=fleet, severity=critical, tenant=acme}");
  }

  @Test
  void withoutARouteNobodyIsToldAndThatIsSaid() {
    desk = new Desk("here", "run", AlertSettings.NONE);
    judge("SloBurn", of("acme", Level.ERROR));
    assertThat(after(Duration.ofMinutes(1))).isEmpty();
    assertThat(why("acme")).contains("no route");
  }

  @Test
  void aTenantsTextGoesWhereItsRouteLeadsAndNowhereElse() {
    desk =
        new Desk(
            "here",
            "run",
            Settings.of(
                """
                receivers:
                  - {name: ops, webhook: {url: "http://127.0.0.1:9/"}}
                  - {name: acme, webhook: {url: "http://127.0.0.1:9/a"}}
                route:
                  receiver: ops
                  group_by: [alertname]
                  routes: [{match: {tenant: acme}, receiver: acme}]
                rate_limit: {per_receiver: 1}
                """));
    judge("SloBurn", of("acme", Level.ERROR), of("other", Level.ERROR));
    judge("CostSpike", of("acme", Level.WARN), of("other", Level.WARN));
    for (int minute = 0; minute < 20; minute++) {
      judge("SloBurn", of("acme", Level.ERROR), of("other", Level.ERROR));
      judge("CostSpike", of("acme", Level.WARN), of("other", Level.WARN));
      after(Duration.ofMinutes(1));
    }
    for (Dispatch dispatch : sent) {
      String allowed = dispatch.receiver().name().equals("acme") ? "+acme" : "+other";
      assertThat(words(dispatch)).containsOnly(allowed);
    }
    assertThat(sent.stream().map(d -> d.receiver().name())).contains("ops", "acme");
    assertThat(Stream.of("acme", "other").map(this::why)).allMatch(why -> why.contains("told at"));
    addsUp();
  }

  @Test
  void aGatewayThatDoesNotLeadTellsOnlyWhatIsItsOwn() {
    desk.lead(new Teller(false, "other:8080"), now);
    judge("SloBurn", of("acme", Level.ERROR));
    judge("DiskLow", new Condition(Map.of(), Level.ERROR, 1, "full"));
    assertThat(after(Duration.ofMinutes(1)))
        .extracting(DeskTest::words)
        .containsExactly(List.of("+?"));
    assertThat(why("acme")).contains("other:8080");
    desk.lead(new Teller(true, "here"), now);
    assertThat(after(Duration.ofSeconds(10)))
        .extracting(DeskTest::words)
        .containsExactly(List.of("+acme"));
    desk.lead(new Teller(false, "other:8080"), now);
    judge("SloBurn");
    assertThat(after(Duration.ofMinutes(2))).isEmpty();
    addsUp();
  }

  @Test
  void anAlertmanagerThatNoRouteNamesGetsEverything() {
    desk =
        new Desk(
            "here",
            "run",
            Settings.of(
                """
                receivers:
                  - {name: am, alertmanager: {url: "http://127.0.0.1:9/"}}
                  - {name: ops, webhook: {url: "http://127.0.0.1:9/"}}
                route: {receiver: ops}
                """));
    judge("SloBurn", of("a", Level.ERROR));
    after(Duration.ofSeconds(10));
    assertThat(sent).extracting(d -> d.receiver().name()).containsExactlyInAnyOrder("am", "ops");
    assertThat(why("a")).contains("gives it to ops", "no route names it, which gives it to am");
    desk =
        new Desk(
            "here",
            "run",
            Settings.of("receivers: [{name: am, alertmanager: {url: 'http://127.0.0.1:9/'}}]"));
    judge("SloBurn", of("a", Level.ERROR));
    assertThat(after(Duration.ofSeconds(10))).hasSize(1);
  }
}
