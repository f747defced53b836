package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A desk about which somebody asks why, on a clock of its own. */
final class Asked {
  static final String FILE =
      """
      receivers:
        - {name: ops, webhook: {url: "http://127.0.0.1:9/"}}
        - {name: acme, webhook: {url: "http://127.0.0.1:9/a"}}
        - {name: pager, webhook: {url: "http://127.0.0.1:9/p"}}
        - {name: am, alertmanager: {url: "http://127.0.0.1:9/b"}}
      route:
        receiver: ops
        routes:
          - match: {tenant: acme}
            receiver: acme
            routes:
              - {match: {severity: critical}, receiver: pager, group_wait_ms: 1000}
          - {match: {alertname: CostSpike}, receiver: pager, repeat_interval_ms: 60000}
          - {match: {severity: info}, receiver: am}
          - {match: {tenant: slow}, receiver: ops, group_wait_ms: 60000}
          - {match: {tenant: both}, receiver: acme, continue: true}
          - {match: {tenant: both}, receiver: ops, group_by: [tenant]}
      rate_limit: {per_receiver: 3, window_ms: 600000}
      """;

  private final Outcome well = outcome(Outcome.Result.DELIVERED, "it answered 200");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final List<String> told = new ArrayList<>();
  private Desk desk;
  private Instant now = BEGIN;

  Asked() {
    this(FILE);
  }

  Asked(String yaml) {
    desk = new Desk("here", "run", Settings.of(yaml));
  }

  private static Outcome outcome(Outcome.Result result, String said) {
    return new Outcome(result, Optional.empty(), said);
  }

  /** What holds of an alert now: tenants, in capitals those for whom it is critical. */
  Asked holds(String alert, String... tenants) {
    return holds(alert, Level.WARN, tenants);
  }

  Asked critical(String alert, String... tenants) {
    return holds(alert, Level.ERROR, tenants);
  }

  Asked holds(String alert, Level level, String... tenants) {
    desk.judge(
        new Conditions(
            alert,
            Arrays.stream(tenants)
                .map(id -> new Condition(Map.of("tenant", id), level, 95, "x"))
                .toList()),
        now);
    return this;
  }

  /** What is a gateway's own. */
  Asked own(String alert) {
    desk.judge(new Conditions(alert, List.of(new Condition(Map.of(), Level.WARN, 1, "x"))), now);
    return this;
  }

  Asked after(int seconds) {
    return after(seconds, well);
  }

  Asked refused(int seconds, String said) {
    return after(seconds, outcome(Outcome.Result.REFUSED, said));
  }

  Asked later(int seconds, String said, int pause) {
    return after(
        seconds, new Outcome(Outcome.Result.AGAIN, Optional.of(Duration.ofSeconds(pause)), said));
  }

  private Asked after(int seconds, Outcome outcome) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      for (Dispatch dispatch : desk.due(now)) {
        told.add(line(dispatch));
        desk.answered(dispatch, outcome, now);
      }
    }
    return this;
  }

  /** As in {@code 5 ops +acme -beta}: after how many seconds who was told what. */
  private String line(Dispatch dispatch) {
    String words =
        dispatch.words().stream()
            .map(w -> (w.firing() ? " +" : " -") + w.alert().labels().get("tenant").orElse("?"))
            .sorted()
            .collect(Collectors.joining());
    return Duration.between(BEGIN, now).toSeconds() + " " + dispatch.receiver().name() + words;
  }

  /** What is to be sent at this very moment. */
  List<Dispatch> dueAgain() {
    return desk.due(now);
  }

  /** Every message that was sent. */
  List<String> told() {
    return told;
  }

  /** What became of all alerts at their receivers. */
  String ledger() {
    var text = new StringBuilder("opened " + desk.ledger().opened());
    for (Ledger.Head head : Ledger.Head.values()) {
      long count = desk.ledger().of(head);
      text.append(count == 0 ? "" : " " + head.name().toLowerCase(Locale.ROOT) + " " + count);
    }
    return text.toString();
  }

  /** The clock is set back, and nobody notices before the next run. */
  Asked back(int seconds) {
    now = now.minusSeconds(seconds);
    return again();
  }

  Asked silence(String id, Map<String, String> match, int seconds) {
    desk.silence(
        new Silence(id, match, now, now.plusSeconds(seconds), "because of " + id, "ann"), now);
    return this;
  }

  Asked lift(String id) {
    desk.lift(id, now);
    return this;
  }

  Asked led(String by) {
    desk.lead(new Teller(false, by), now);
    return this;
  }

  Asked turn(String yaml) {
    desk.turn(Settings.of(yaml), now);
    return this;
  }

  Asked again() {
    return again(desk.settings());
  }

  /** The next run, by another version of the file. */
  Asked again(AlertSettings settings) {
    DeskState state = DeskStateJson.read(DeskStateJson.of(desk.state()));
    desk = new Desk("here", "next", settings);
    desk.restore(state, now);
    return this;
  }

  /** Another gateway has told a receiver. */
  Asked toldElsewhere(String receiver, String tenant) {
    AlertLabels labels = alert(tenant).labels();
    desk.drawers()
        .told()
        .heard(receiver, labels, Optional.of(new Told.Mark(now, true, Optional.empty())));
    desk.toldElsewhere(new Subject.Knowledge(receiver, labels), now);
    return this;
  }

  private Alert alert(String tenant) {
    return desk.alerts().stream()
        .filter(alert -> alert.labels().get("tenant").orElse("").equals(tenant))
        .findFirst()
        .orElseThrow();
  }

  /** What is answered about the alert of a tenant; an empty one is the gateway's own. */
  String why(String tenant) {
    return desk.explain(alert(tenant), now).why();
  }
}
