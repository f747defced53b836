package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Receiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of alerts at a moment: in which state one is, who was told of it and why.
 * Changes nothing.
 */
record Statements(Drawers in, Groups groups, Postings postings, AlertSettings settings) {
  /** The alerts that fire and are not silenced. */
  List<Alert> firing(Instant now) {
    return in.book().active().stream()
        .filter(alert -> state(alert, now) == AlertState.FIRING)
        .toList();
  }

  /** In which state an alert is. */
  AlertState state(Alert alert, Instant now) {
    if (!alert.isActive()) {
      return AlertState.RESOLVED;
    }
    if (in.silences().covering(alert.labels(), now).isPresent()) {
      return AlertState.SILENCED;
    }
    Optional<Instant> told =
        settings.decide(alert.labels().values()).stream()
            .map(route -> alert.since().plus(route.waits().first()))
            .min(Instant::compareTo);
    return told.filter(now::isBefore).isPresent() ? AlertState.PENDING : AlertState.FIRING;
  }

  /** Who was told of an alert, who will be, and why. */
  List<Explanation.Part> explain(Alert alert, Instant now) {
    var parts = new ArrayList<Explanation.Part>();
    Optional<Silence> silence = in.silences().covering(alert.labels(), now);
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
    return parts;
  }
}
