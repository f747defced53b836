package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.alerts.rules.Receiver;
import io.decisionos.gateway.alerts.rules.Rule;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides who is told of what: takes in how things stand, gives out what is to be sent now, and
 * hears what became of it. Confined to one thread; time is an argument and never runs backwards.
 */
public final class Desk {
  private final String gateway;
  private final Drawers in;
  private final Groups groups;
  private final Postings postings;
  private AlertSettings settings;
  private Teller teller = Teller.ALONE;
  private long version;

  /**
   * A desk without any alert.
   *
   * @param gateway the label of what is this gateway's own
   * @param instance names this run of it
   */
  public Desk(String gateway, String instance, AlertSettings settings) {
    this.gateway = gateway;
    this.settings = settings;
    this.in = Drawers.of(instance);
    this.groups = new Groups(in);
    this.postings = new Postings(in);
  }

  Drawers drawers() {
    return in;
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
    in.told().retain(next);
    new Regrouping(in).turn(next, now);
    postings.changed();
    for (BuiltIn alert : BuiltIn.values()) {
      if (!next.rule(alert).enabled()) {
        judge(new Conditions(alert.word(), List.of()), now);
      } else {
        apply(alert, next.rule(alert), now);
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
        byLabels.put(AlertLabels.of(alert, condition, rule, gateway), condition);
      }
    }
    in.sightings().judge(alert.word(), byLabels, now);
    apply(alert, rule, now);
  }

  /** What holds now, whoever sees it, has begun or is over. */
  private void apply(BuiltIn alert, Rule rule, Instant now) {
    take(in.book().judge(alert.word(), in.sightings().all(alert.word(), rule), now), now);
  }

  private void take(AlertBook.Change change, Instant now) {
    change.begun().forEach(begun -> groups.begun(begun, settings, now));
    change.over().forEach(over -> groups.over(over, settings, now));
    if (!change.begun().isEmpty() || !change.over().isEmpty()) {
      version++;
      postings.changed();
    }
  }

  /** The clock was put forward by so much, in which nobody could say that anything holds. */
  public void leapt(Duration by) {
    in.sightings().leapt(by);
  }

  /** Others may see something else now, or nobody speaks any more of what was seen. */
  void heard(Instant now) {
    for (String name : in.sightings().stirred(now)) {
      BuiltIn.of(name)
          .ifPresentOrElse(
              alert -> apply(alert, settings.rule(alert), now),
              () -> take(in.book().judge(name, Map.of(), now), now));
    }
  }

  /** Another gateway has written something down. */
  void toldElsewhere(Subject subject, Instant now) {
    version++;
    if (subject instanceof Subject.Knowledge known) {
      groups.toldElsewhere(known.receiver(), known.labels(), settings, now);
    } else if (subject instanceof Subject.Quiet) {
      quietened(now);
    }
  }

  /** What is to be sent now: at most one message for each receiver, until it is answered. */
  public List<Dispatch> due(Instant now) {
    heard(now);
    if (in.silences().expire(now)) {
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
      groups.answered(dispatch, outcome, settings, now);
    }
  }

  /** What another gateway tells now is not sent. */
  public void withdrawn(Dispatch dispatch) {
    groups.withdrawn(dispatch);
  }

  /** Hears which gateway tells what is the fleet's. */
  public void lead(Teller now, Instant at) {
    teller = now;
    groups.lead(now.here(), at);
    postings.lead(now.here(), at);
  }

  public void silence(Silence silence, Instant now) {
    in.silences().add(silence);
    quietened(now);
  }

  /** Ends a silence; tells whether there was one. */
  public boolean lift(String id, Instant now) {
    boolean was = in.silences().remove(id);
    quietened(now);
    return was;
  }

  private void quietened(Instant now) {
    version++;
    groups.allChanged(now);
    postings.changed();
  }

  public List<Silence> silences() {
    return in.silences().all();
  }

  /** The alerts that hold, and those that were over lately. */
  public List<Alert> alerts() {
    var all = new ArrayList<>(in.book().active());
    all.addAll(in.book().ended());
    return all;
  }

  /** The alerts that fire and are not silenced. */
  public List<Alert> firing(Instant now) {
    return statements().firing(now);
  }

  /** In which state an alert is. */
  public AlertState state(Alert alert, Instant now) {
    return statements().state(alert, now);
  }

  /** Who was told of an alert, who will be, and why. */
  public Explanation explain(Alert alert, Instant now) {
    List<Explanation.Part> parts = statements().explain(alert, now);
    Explanation all = Explanation.of(parts);
    boolean elsewhere = !teller.here() && alert.labels().isOfFleet() && !parts.isEmpty();
    return elsewhere ? all.by(teller) : all;
  }

  private Statements statements() {
    return new Statements(in, groups, postings, settings);
  }

  public Ledger ledger() {
    return in.ledger();
  }

  /** How many conditions found no place, as more hold than are kept. */
  public long dropped() {
    return in.book().dropped();
  }

  /** All that a later run needs to go on. */
  public DeskState state() {
    return new DeskMemory(in).state();
  }

  /** Goes on where an earlier run has ended. */
  public void restore(DeskState state, Instant now) {
    new DeskMemory(in).restore(state.asOf(now), settings, now);
  }
}
