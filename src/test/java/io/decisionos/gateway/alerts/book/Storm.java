package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything at once, within a minute. */
final class Storm {
  private static final int SECONDS = 60;
  // Of group_wait_ms and the five seconds after it.
  private static final int CALM = 10;
  private static final int LIMIT = 20;
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration FIRST_WORD = Duration.ofSeconds(5);
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
  private final Map<String, Instant> due = new HashMap<>();
  private final Map<String, Duration> late = new HashMap<>();
  private final Map<String, Integer> messages = new TreeMap<>();
  private final int tenants;
  private final int alerts;
  private final int oneIn;

  /**
   * A storm that has not begun.
   *
   * @param oneIn of so many alerts one is critical
   */
  Storm(int tenants, int alerts, int oneIn) {
    this.tenants = tenants;
    this.alerts = alerts;
    this.oneIn = oneIn;
  }

  private Condition condition(int number) {
    String tenant = "t" + number % tenants;
    int ofTenant = number / tenants;
    boolean critical = (ofTenant + number % tenants) % oneIn == 0;
    Level level = critical ? Level.ERROR : Level.WARN;
    return new Condition(Map.of("tenant", tenant, "objective", "o" + ofTenant), level, number, "x");
  }

  private void second(Instant now) {
    for (String name : NAMES) {
      int which = NAMES.indexOf(name);
      List<Condition> own = new ArrayList<>();
      for (int i = which; i < burning.size(); i += NAMES.size()) {
        Condition condition = burning.get(i);
        own.add(condition);
        if (condition.level() == Level.ERROR) {
          due.putIfAbsent(group(condition.labels(), name), now.plus(WAIT));
        }
      }
      desk.judge(new Conditions(name, own), now);
    }
    for (List<Dispatch> ready = desk.due(now); !ready.isEmpty(); ready = desk.due(now)) {
      ready.forEach(dispatch -> hear(dispatch, now));
    }
  }

  private static String group(Map<String, String> labels, String name) {
    return labels.get("tenant") + ' ' + name;
  }

  private void hear(Dispatch dispatch, Instant now) {
    messages.merge(dispatch.receiver().name(), 1, Integer::sum);
    for (Word word : dispatch.words()) {
      AlertLabels labels = word.alert().labels();
      told.add(labels);
      if (labels.isCritical()) {
        String group = group(labels.values(), labels.alertname());
        late.putIfAbsent(group, Duration.between(due.get(group), now));
      }
    }
    var well = new Outcome(Outcome.Result.DELIVERED, Optional.empty(), "it answered 200");
    desk.answered(dispatch, well, now);
  }

  /**
   * Every alert is accounted for, no receiver gets more than its limit, and each critical group has
   * its first word in time.
   *
   * @return the figures
   */
  String rage() {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    for (int second = 0; second < SECONDS + CALM; second++) {
      int until = Math.min(alerts, alerts / SECONDS * (second + 1));
      for (int number = burning.size(); number < until; number++) {
        burning.add(condition(number));
      }
      second(begin.plusSeconds(second));
    }
    assertThat(messages.values()).hasSize(2).allMatch(count -> count <= LIMIT);
    assertThat(late).hasSameSizeAs(due);
    assertThat(late.values()).allMatch(after -> after.compareTo(FIRST_WORD) <= 0);
    String figures =
        "alerts %d, critical groups %d, the latest first word %s after group_wait_ms, messages %s"
            .formatted(
                burning.size(),
                due.size(),
                late.values().stream().max(Duration::compareTo),
                messages);
    for (int minute = 2; minute < 12; minute++) {
      second(begin.plusSeconds(SECONDS + 60L * minute));
    }
    assertThat(told).hasSize(burning.size());
    Ledger ledger = desk.ledger();
    assertThat(ledger.settled()).isEqualTo(ledger.opened());
    assertThat(ledger.opened()).isEqualTo(burning.size());
    assertThat(ledger.of(Ledger.Head.RATE_LIMITED)).isGreaterThan(alerts / 2L);
    return figures + ", ledger " + ledger.heads();
  }
}
