package io.decisionos.gateway.slo;

import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a tenant's SLO stands: each objective that has a target, by the gateway's own answers and by
 * evidence, and the worst of them. Pure.
 */
record SloStatus(Tenant tenant, List<ObjectiveStatus> objectives, List<Perf.Measured> measured) {

  /**
   * Judges a tenant.
   *
   * @param defaults the targets of a tenant without its own
   * @param counts what each window holds
   */
  static SloStatus of(Tenant tenant, SloValues defaults, Function<SloWindow, Counts> counts) {
    return new SloStatus(
        tenant,
        Arrays.stream(Objective.values())
            .flatMap(
                objective ->
                    objective.target(tenant, defaults).stream()
                        .map(target -> ObjectiveStatus.of(objective, target, counts)))
            .toList(),
        List.of());
  }

  /** This status, and what the newest evidence says. */
  SloStatus with(List<Perf.Measured> found) {
    return new SloStatus(tenant, objectives, List.copyOf(found));
  }

  SloState state() {
    return Stream.concat(
            objectives.stream().map(ObjectiveStatus::state),
            measured.stream().map(Perf.Measured::state))
        .reduce(SloState.NO_DATA, SloState::worse);
  }

  JsonObject json() {
    return new JsonObject()
        .put("tenant", tenant.id().value())
        .put("state", state().word())
        .put(
            "objectives",
            new JsonArray(
                Stream.concat(
                        objectives.stream().map(ObjectiveStatus::json),
                        measured.stream().map(Perf.Measured::json))
                    .toList()));
  }
}
