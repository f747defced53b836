package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything at once, within a minute. */
final class Storm {
  private static final int SECONDS = 60;
  private static final List<String> NAMES = List.of("SloBurn", "ReasonThreshold", "CostSpike");

  private final Desk desk =
      new Desk(
          "here",
          "run",
          Settings.of(
              """
              receivers:
                - {name: a, webhook: {url: "http://127.0.0.1:9/"}}
                - {name: b, webhook: {url: "http://127.0.0.1:9/b"}}
              route:
                receiver: a
                routes: [{match: {severity: critical}, receiver: b, continue: true}]
              """));
  private final List<Condition> burning = new ArrayList<>();
  private final Set<AlertLabels> told = new HashSet<>();
  private final int tenants;
  private final int alerts;
  private int messages;

  Storm(int tenants, int alerts) {
    this.tenants = tenants;
    this.alerts = alerts;
  }

  private Condition condition(int number) {
    String tenant = "t" + number % tenants;
    Level level = number % 10 == 0 ? Level.ERROR : Level.WARN;
    return new Condition(
        Map.of("tenant", tenant, "objective", "o" + number / tenants), level, number, "x");
  }

  private void second(Instant now) {
    for (String name : NAMES) {
      int which = NAMES.indexOf(name);
      List<Condition> own = new ArrayList<>();
      for (int i = which; i < burning.size(); i += NAMES.size()) {
        own.add(burning.get(i));
      }
      desk.judge(new Conditions(name, own), now);
    }
    for (List<Dispatch> due = desk.due(now); !due.isEmpty(); due = desk.due(now)) {
      for (Dispatch dispatch : due) {
        messages++;
        dispatch.words().forEach(word -> told.add(word.alert().labels()));
        desk.answered(
            dispatch,
            new Outcome(Outcome.Result.DELIVERED, Optional.empty(), "it answered 200"),
            now);
      }
    }
  }

  /** Every alert is accounted for, and no receiver gets more than its limit. */
  void rage() {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    for (int second = 0; second < SECONDS; second++) {
      int until = alerts / SECONDS * (second + 1);
      for (int number = burning.size(); number < until; number++) {
        burning.add(condition(number));
      }
      second(begin.plusSeconds(second));
    }
    int most = messages;
    for (int minute = 1; minute < 12; minute++) {
      second(begin.plusSeconds(SECONDS + 60L * minute));
    }
    assertThat(most).isEqualTo(40);
    assertThat(told).hasSize(burning.size());
    Ledger ledger = desk.ledger();
    assertThat(ledger.settled()).isEqualTo(ledger.opened());
    assertThat(ledger.opened()).isEqualTo(burning.size());
    assertThat(ledger.of(Ledger.Head.RATE_LIMITED)).isGreaterThan(alerts / 2L);
  }
}
