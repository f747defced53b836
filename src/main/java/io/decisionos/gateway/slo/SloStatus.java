package io.decisionos.gateway.slo;

import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** How a tenant's SLO stands: each objective that has a target, and the worst of them. Pure. */
record SloStatus(Tenant tenant, List<ObjectiveStatus> objectives) {

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
                    tenant
                        .slo()
                        .get(objective.key())
                        .or(() -> defaults.get(objective.key()))
                        .stream()
                        .map(target -> ObjectiveStatus.of(objective, target, counts)))
            .toList());
  }

  SloState state() {
    return objectives.stream()
        .map(ObjectiveStatus::state)
        .reduce(SloState.NO_DATA, SloState::worse);
  }

  JsonObject json() {
    return new JsonObject()
        .put("tenant", tenant.id().value())
        .put("state", state().word())
        .put("objectives", new JsonArray(objectives.stream().map(ObjectiveStatus::json).toList()));
  }
}
