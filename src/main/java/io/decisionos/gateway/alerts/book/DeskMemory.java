package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Group.Member;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/** What a desk takes from one run to the next. */
record DeskMemory(Drawers in) {

  DeskState state() {
    return new DeskState(
        alerts(),
        in.told().all(),
        in.groups().lastTold(),
        in.silences().all(),
        in.outboxes().sent(),
        in.ledger().heads());
  }

  private List<Alert> alerts() {
    var kept = new HashMap<AlertLabels, Alert>();
    in.book().ended().forEach(alert -> kept.put(alert.labels(), alert));
    in.groups()
        .members()
        .map(Member::alert)
        .filter(alert -> !alert.isActive())
        .forEach(alert -> kept.put(alert.labels(), alert));
    in.book().active().forEach(alert -> kept.put(alert.labels(), alert));
    return List.copyOf(kept.values());
  }

  /** Goes on where an earlier run has ended. */
  void restore(DeskState state, AlertSettings settings, Instant now) {
    in.ledger().restore(state.heads());
    state.silences().forEach(silence -> in.silences().restore(silence));
    state
        .told()
        .forEach(
            (receiver, marks) -> marks.forEach((l, mark) -> in.told().restore(receiver, l, mark)));
    in.told().retain(settings);
    state.lastTold().forEach(in.groups()::restore);
    state.sent().forEach((receiver, times) -> in.outboxes().of(receiver).restore(times));
    var regrouping = new Regrouping(in);
    for (Alert alert : state.alerts()) {
      in.book().restore(alert);
      if (alert.isActive()) {
        in.sightings().restore(alert, now);
      }
      regrouping.restored(alert, settings, now);
    }
  }
}
