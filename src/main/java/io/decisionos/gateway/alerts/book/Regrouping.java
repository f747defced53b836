package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Group.Member;
import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Puts alerts where a version of the file has them. */
record Regrouping(Drawers in) {

  /** Puts every alert where another version has it. */
  void turn(AlertSettings next, Instant now) {
    Map<String, Set<AlertLabels>> settled = new HashMap<>();
    var alerts = new LinkedHashMap<AlertLabels, Alert>();
    for (Group group : in.groups().clear()) {
      group
          .members()
          .forEach(
              (labels, member) -> {
                alerts.put(labels, member.alert());
                if (member.settled()) {
                  settled.computeIfAbsent(group.receiver(), r -> new HashSet<>()).add(labels);
                } else {
                  in.ledger().close();
                }
              });
    }
    in.book().active().forEach(alert -> alerts.put(alert.labels(), alert));
    alerts.values().forEach(alert -> place(alert, next, settled, now));
    in.groups().forgetEarlier();
  }

  /** Takes up an alert of an earlier run, which may have told of it. */
  void restored(Alert alert, AlertSettings settings, Instant now) {
    place(alert, settings, Map.of(), now);
  }

  private void place(
      Alert alert, AlertSettings settings, Map<String, Set<AlertLabels>> settled, Instant now) {
    for (AlertRoute route : GroupIndex.routes(alert.labels(), settings)) {
      boolean wasSettled =
          settled.getOrDefault(route.receiver(), Set.of()).contains(alert.labels())
              || in.told().knows(route.receiver(), alert.labels());
      if (alert.isActive() || in.told().of(route.receiver(), alert.labels()).isPresent()) {
        if (!wasSettled) {
          in.ledger().open();
        }
        Group group = in.groups().group(route, alert.labels(), now);
        group.members().put(alert.labels(), new Member(alert, wasSettled));
      }
    }
  }
}
