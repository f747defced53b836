package io.decisionos.gateway.rotation;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what is to be done about keys next, from what every gateway shows of them: a key is put into
 * use once all know it, and retired once none has met it for as long as a token lives. Pure.
 */
public final class RotationPlan {
  private RotationPlan() {}

  /**
   * The step for each keyset.
   *
   * @param answers what gateways show under {@code /ops/keys}, by their names, in order; the first
   *     has the keysets that are meant
   * @param silent the gateways that cannot be asked
   */
  public static List<PlannedStep> of(
      Map<String, JsonObject> answers, List<String> silent, Instant now) {
    Map<String, List<SeenKeyset>> keysets = new LinkedHashMap<>();
    answers.forEach(
        (gateway, answer) ->
            SeenKeyset.all(gateway, answer)
                .forEach(
                    seen ->
                        keysets.computeIfAbsent(seen.name(), n -> new ArrayList<>()).add(seen)));
    String asked = answers.keySet().iterator().next();
    return keysets.values().stream()
        .filter(seen -> seen.get(0).gateway().equals(asked))
        .map(
            seen -> {
              var missing = new ArrayList<>(silent);
              answers.keySet().stream()
                  .filter(name -> seen.stream().noneMatch(s -> s.gateway().equals(name)))
                  .forEach(missing::add);
              return step(new SeenFleet(seen.get(0), seen.subList(1, seen.size()), missing, now));
            })
        .toList();
  }

  private static PlannedStep step(SeenFleet fleet) {
    var arrival = new KeyArrival(fleet);
    var departure = new KeyDeparture(fleet);
    var succession = new KeySuccession(fleet);
    return arrival
        .promotion()
        .or(arrival::spreading)
        .or(departure::grace)
        .or(departure::retirement)
        .or(succession::successor)
        .or(succession::earlier)
        .orElseGet(() -> nothing(fleet));
  }

  private static PlannedStep nothing(SeenFleet fleet) {
    JsonObject next = fleet.first().json().getJsonObject("next_change");
    String why =
        next == null
            ? "nothing is due, and no time changes anything"
            : "nothing is due; %s turns %s by itself at %s"
                .formatted(next.getString("kid"), next.getString("to"), next.getString("at"));
    return fleet.step(Kind.NOTHING, "", why, "");
  }
}
