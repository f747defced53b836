package io.decisionos.gateway.fleet;

import io.decisionos.gateway.fleet.FleetView.State;
import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Whether the gateways are one. */
final class FleetCheck {
  private static final int MOST_SHOWN = 10;

  private FleetCheck() {}

  /** For a gateway that looks for no others. */
  static Check alone() {
    return Check.ok(details(new FleetView(List.of(), List.of(), Optional.empty()), false));
  }

  /**
   * For one that does.
   *
   * @param redis the kind of Redis at which the gateways meet
   */
  static Check of(FleetView view, String redis) {
    JsonObject details =
        details(view, true).put("redis", redis).put("sees_others", view.trouble().isEmpty());
    if (view.trouble().isPresent()) {
      return Check.degraded(
          "the other gateways cannot be seen: " + view.trouble().get(),
          "see the check storage; until then each gateway gives its part by the number last seen",
          details);
    }
    if (!view.sharedNames().isEmpty()) {
      return Check.degraded(
          "two gateways are called " + view.sharedNames().get(0),
          "give each a fleet.name of its own",
          details);
    }
    if (!view.drift().isEmpty()) {
      Drift first = view.drift().get(0);
      return Check.degraded(
          "gateways have different versions of "
              + first.file()
              + ": "
              + String.join(", ", first.gateways()),
          "bring the same files to all gateways; GET /ops/fleet names every file that differs",
          details);
    }
    return Check.ok(details);
  }

  private static JsonObject details(FleetView view, boolean isEnabled) {
    var lost = new JsonArray();
    view.in(State.LOST).stream()
        .limit(MOST_SHOWN)
        .forEach(member -> lost.add(member.beat().name()));
    var drift = new JsonArray();
    view.drift().stream().limit(MOST_SHOWN).forEach(each -> drift.add(each.file()));
    return new JsonObject()
        .put("enabled", isEnabled)
        .put("gateways", view.live())
        .put("lost", lost)
        .put("drift", drift);
  }
}
