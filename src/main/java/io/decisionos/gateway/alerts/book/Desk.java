package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.book.Group.Member;
import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.alerts.rules.Receiver;
import io.decisionos.gateway.alerts.rules.Rule;
import io.decisionos.gateway.alerts.rules.Severity;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Leading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Decides who is told of what: takes in how things stand, gives out what is to be sent now, and
 * hears what became of it. Confined to one thread; time is an argument and never runs backwards.
 */
public final class Desk {
  private final String gateway;
  private final AlertBook book = new AlertBook();
  private final Silences silences = new Silences();
  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private final Groups groups = new Groups(book, silences, told, ledger);
  private final Postings postings = new Postings(book, silences, ledger);
  private AlertSettings settings;
  private Leading leading = new Leading(true, "");
  private long version;

  /**
   * A desk without any alert.
   *
   * @param gateway the label of what is this gateway's own
   */
  public Desk(String gateway, AlertSettings settings) {
    this.gateway = gateway;
    this.settings = settings;
  }

  public AlertSettings settings() {
    return settings;
  }

  /** Raised by whatever the next run has to know. */
  public long version() {
    return version;
  }

  /** Goes on by another version of the file. */
  public void turn(AlertSettings next, Instant now) {
    version++;
    settings = next;
    told.retain(next);
    groups.regroup(next, now);
    postings.changed();
    for (BuiltIn alert : BuiltIn.values()) {
      if (!next.rule(alert).enabled()) {
        judge(new Conditions(alert.word(), List.of()), now);
      }
    }
  }

  /** Takes in all that holds now for one alert; names that are none of ours are passed over. */
  public void judge(Conditions conditions, Instant now) {
    BuiltIn.of(conditions.alert())
        .ifPresent(alert -> judge(alert, conditions.holding(), settings.rule(alert), now));
  }

  private void judge(BuiltIn alert, List<Condition> holding, Rule rule, Instant now) {
    var byLabels = new HashMap<AlertLabels, Condition>();
    for (Condition condition : holding) {
      if (rule.holds(condition.value())) {
        byLabels.put(labels(alert, condition, rule), condition);
      }
    }
    AlertBook.Change change = book.judge(alert.word(), byLabels, now);
    change.begun().forEach(begun -> groups.begun(begun, settings, now));
    change.over().forEach(over -> groups.over(over, settings, now));
    if (!change.begun().isEmpty() || !change.over().isEmpty()) {
      version++;
      postings.changed();
    }
  }

  private AlertLabels labels(BuiltIn alert, Condition condition, Rule rule) {
    var labels = new HashMap<>(condition.labels());
    labels.put("alertname", alert.word());
    labels.put("severity", rule.severity().orElseGet(() -> Severity.of(condition.level())).word());
    labels.put("gateway", alert.reach() == BuiltIn.Reach.FLEET ? BuiltIn.FLEET : gateway);
    return AlertLabels.of(labels);
  }

  /** What is to be sent now: at most one message for each receiver, until it is answered. */
  public List<Dispatch> due(Instant now) {
    for (Alert forgotten : book.forget(now)) {
      groups.over(forgotten, settings, now);
    }
    if (silences.expire(now)) {
      quietened(now);
    }
    var due = new ArrayList<Dispatch>();
    for (Receiver receiver : settings.receivers()) {
      (receiver.takesAll()
              ? postings.turn(receiver, settings, now)
              : groups.turn(receiver, settings, now))
          .ifPresent(due::add);
    }
    version += due.size();
    return due;
  }

  /** Hears what became of a message. */
  public void answered(Dispatch dispatch, Dispatch.Outcome outcome, Instant now) {
    version++;
    if (dispatch.kind() == Dispatch.Kind.ALL) {
      postings.answered(dispatch, outcome, now);
    } else {
      groups.answered(dispatch, outcome, now);
    }
  }

  /** Hears which gateway tells what is the fleet's. */
  public void lead(Leading now, Instant at) {
    leading = now;
    groups.lead(now.leads(), at);
    postings.lead(now.leads());
  }

  public void silence(Silence silence, Instant now) {
    silences.add(silence);
    quietened(now);
  }

  /** Ends a silence; tells whether there was one. */
  public boolean lift(String id, Instant now) {
    boolean was = silences.remove(id);
    quietened(now);
    return was;
  }

  private void quietened(Instant now) {
    version++;
    groups.allChanged(now);
    postings.changed();
  }

  public List<Silence> silences() {
    return silences.all();
  }

  /** The alerts that hold, and those that were over lately. */
  public List<Alert> alerts() {
    var all = new ArrayList<>(book.active());
    all.addAll(book.ended());
    return all;
  }

  /** The alerts that fire and are not silenced. */
  public List<Alert> firing(Instant now) {
    return book.active().stream().filter(alert -> state(alert, now) == AlertState.FIRING).toList();
  }

  /** In which state an alert is. */
  public AlertState state(Alert alert, Instant now) {
    if (!alert.isActive()) {
      return AlertState.RESOLVED;
    }
    if (silences.covering(alert.labels(), now).isPresent()) {
      return AlertState.SILENCED;
    }
    Optional<Instant> told =
        settings.decide(alert.labels().values()).stream()
            .map(route -> alert.since().plus(route.waits().first()))
            .min(Instant::compareTo);
    return told.filter(now::isBefore).isPresent() ? AlertState.PENDING : AlertState.FIRING;
  }

  /** Who was told of an alert, who will be, and why. */
  public Explanation explain(Alert alert, Instant now) {
    if (!leading.leads() && alert.labels().isOfFleet()) {
      return Explanation.elsewhere(leading.leader());
    }
    var parts = new ArrayList<Explanation.Part>();
    Optional<Silence> silence = silences.covering(alert.labels(), now);
    for (AlertRoute route : settings.decide(alert.labels().values())) {
      parts.add(
          settings.receiver(route.receiver()).filter(Receiver::takesAll).isPresent()
              ? postings.explain(route.receiver(), route.describe(), alert, silence)
              : groups.explain(route, alert, silence, settings));
    }
    settings.receivers().stream()
        .filter(settings::givesAll)
        .map(Receiver::name)
        .forEach(
            name -> parts.add(postings.explain(name, "no route names it, which", alert, silence)));
    return Explanation.of(parts);
  }

  public Ledger ledger() {
    return ledger;
  }

  /** How many conditions found no place, as more hold than are kept. */
  public long dropped() {
    return book.dropped();
  }

  /** All that a later run needs to go on. */
  public DeskState state() {
    return new DeskState(
        keptAlerts(), told.all(), groups.lastTold(), silences.all(), groups.sent(), ledger.heads());
  }

  private List<Alert> keptAlerts() {
    var kept = new HashMap<AlertLabels, Alert>();
    book.ended().forEach(alert -> kept.put(alert.labels(), alert));
    groups
        .members()
        .map(Member::alert)
        .filter(alert -> !alert.isActive())
        .forEach(alert -> kept.put(alert.labels(), alert));
    book.active().forEach(alert -> kept.put(alert.labels(), alert));
    return List.copyOf(kept.values());
  }

  /** Goes on where an earlier run has ended. */
  public void restore(DeskState state, Instant now) {
    ledger.restore(state.heads());
    state.silences().forEach(silences::add);
    state
        .told()
        .forEach((receiver, marks) -> marks.forEach((l, mark) -> told.restore(receiver, l, mark)));
    groups.restore(state.lastTold(), state.sent());
    for (Alert alert : state.alerts()) {
      book.restore(alert);
      groups.restored(alert, settings, now);
    }
  }

  /** What a message of this alert alone would say, for showing it. */
  public static Word word(Alert alert) {
    return new Word(alert, alert.isActive());
  }
}
