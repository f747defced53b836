package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings.RateLimit;
import java.time.Instant;
import java.util.Optional;

/** Says in words what one route does about an alert. */
record Reasons(AlertRoute route, Alert alert, Drawers in) {

  Explanation.Part of(
      Optional<Group> group, Optional<Silence> silence, Outbox outbox, RateLimit limit) {
    Optional<Instant> at =
        in.told().of(route.receiver(), alert.labels()).filter(Told.Mark::sure).map(Told.Mark::at);
    String gives = route.describe() + " gives it to " + route.receiver() + ": ";
    if (alert.isActive() && silence.isPresent()) {
      return part(at, silence.map(Silence::until), gives + silenced(silence.get()));
    }
    if (group.isEmpty()) {
      return part(at, Optional.empty(), gives + (alert.isActive() ? "not told yet" : ended()));
    }
    return waiting(group.get(), at, gives, outbox, limit);
  }

  /** Likewise, if another gateway tells. */
  Explanation.Part elsewhere(Optional<Silence> silence) {
    Optional<Instant> at =
        in.told().of(route.receiver(), alert.labels()).filter(Told.Mark::sure).map(Told.Mark::at);
    String does =
        silence
            .filter(quiet -> alert.isActive())
            .map(Reasons::silenced)
            .or(() -> at.map(then -> "told at " + then))
            .orElse(alert.isActive() ? "not told yet" : ended());
    return part(
        at, Optional.empty(), route.describe() + " gives it to " + route.receiver() + ": " + does);
  }

  private Explanation.Part waiting(
      Group group, Optional<Instant> at, String gives, Outbox outbox, RateLimit limit) {
    Optional<Instant> due = Optional.of(group.due());
    boolean known = in.told().of(route.receiver(), alert.labels()).isPresent();
    if (!alert.isActive() && !known) {
      return part(at, Optional.empty(), gives + ended());
    }
    if (group.isHeld()) {
      return part(at, outbox.roomAt(limit), gives + held(limit));
    }
    if (group.trouble().isPresent()) {
      return part(
          at, due, gives + group.trouble().get() + ", so it is tried again at " + group.due());
    }
    if (!alert.isActive()) {
      return part(at, due, gives + "its end is told at " + group.due() + interval(group));
    }
    if (at.isPresent()) {
      Instant again = group.lastTold().orElse(at.get()).plus(route.waits().repeat());
      return part(
          at,
          Optional.of(again),
          gives + "told at " + at.get() + ", again after repeat_interval_ms at " + again);
    }
    return part(at, due, gives + "will be told at " + group.due() + interval(group));
  }

  private String interval(Group group) {
    return group.lastTold().isPresent()
        ? ", as group_interval_ms is " + route.waits().interval().toMillis()
        : ", as group_wait_ms is " + route.waits().first().toMillis();
  }

  private String ended() {
    return in.fates()
        .of(route.receiver(), alert.labels())
        .map(words -> "it is over: " + words)
        .orElse("it is over, and whoever knew of it was told");
  }

  private static String silenced(Silence silence) {
    return "silence %s by %s keeps it quiet until %s: %s"
        .formatted(silence.id(), silence.by(), silence.until(), silence.comment());
  }

  private static String held(RateLimit limit) {
    return "rate_limit allows %d messages in %d ms; it comes in a digest when there is room"
        .formatted(limit.perReceiver(), limit.window().toMillis());
  }

  private Explanation.Part part(Optional<Instant> at, Optional<Instant> next, String why) {
    return new Explanation.Part(route.receiver(), at, next, why);
  }
}
