package io.decisionos.gateway.slo;

import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a tenant's newest evidence says of its performance. Pure.
 *
 * @param document the id of the evidence
 * @param perf its block {@code perf}
 */
public record Perf(String document, JsonObject perf) {

  /** Where it is found. */
  @FunctionalInterface
  public interface Source {
    /** The newest document of a tenant that is not tampered with and has the block. */
    Future<Optional<Perf>> newest(TenantId tenant);
  }

  /** Each objective that has a target here and a value there; over the target is a warning. */
  List<Measured> against(Tenant tenant, SloValues defaults) {
    return Arrays.stream(Objective.values())
        .flatMap(
            objective ->
                objective.target(tenant, defaults).stream()
                    .flatMap(
                        target ->
                            value(objective).stream()
                                .map(value -> new Measured(objective, target, value, document))))
        .toList();
  }

  private Optional<BigDecimal> value(Objective objective) {
    JsonObject latency =
        perf.getValue("latency_ms") instanceof JsonObject found ? found : new JsonObject();
    Object value =
        switch (objective) {
          case LATENCY_P95 -> latency.getValue("p95");
          case LATENCY_P99 -> latency.getValue("p99");
          case ERROR_RATE -> perf.getValue("error_rate");
        };
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(new BigDecimal(number.toString()))
        : Optional.empty();
  }

  /** How one objective stands by the evidence. */
  record Measured(Objective objective, BigDecimal target, BigDecimal value, String document) {

    SloState state() {
      return value.compareTo(target) > 0 ? SloState.WARN : SloState.OK;
    }

    JsonObject json() {
      return new JsonObject()
          .put("key", objective.key().dotted())
          .put("target", ObjectiveStatus.number(target))
          .put("state", state().word())
          .put("source", "evidence")
          .put("value", value.doubleValue())
          .put("document", document)
          .put("windows", new JsonObject());
    }
  }
}
