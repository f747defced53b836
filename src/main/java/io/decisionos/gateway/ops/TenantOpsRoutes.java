package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantReport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What operators ask of the tenants' files. Confined to the operators' verticle. */
final class TenantOpsRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MAX_BODY_BYTES = 64 << 10;

  private final Bus bus;
  private final GenerationTimes times;
  private final List<TenantFacet> facets;
  private final Derived<TenantReport, TenantTable> table = new Derived<>(TenantTable::of);

  TenantOpsRoutes(Bus bus, GenerationTimes times, List<TenantFacet> facets) {
    this.bus = bus;
    this.times = times;
    this.facets = facets;
  }

  List<Route> table() {
    return List.of(
        Route.get("/ops/tenants", Scope.OPS_ADMIN, this::list),
        Route.get("/ops/tenants/{id}", Scope.OPS_ADMIN, this::one),
        Route.post(
            "/ops/tenants/reload",
            Scope.OPS_ADMIN,
            new BodyRule(BodyRule.Media.EXPLICIT_JSON, MAX_BODY_BYTES),
            call -> reload()));
  }

  private Future<TenantReport> report() {
    return bus.ask(TenantChannels.REPORT, new TenantChannels.ReportQuery(), PATIENCE);
  }

  private Future<Answer> list(Call call) {
    TenantFilter filter = TenantFilter.of(call.query());
    return report().map(report -> Answer.json(200, table.of(report).json(times, filter)));
  }

  private Future<Answer> reload() {
    return bus.ask(TenantChannels.RELOAD, new TenantChannels.Reload(), PATIENCE)
        .map(report -> Answer.json(200, table.of(report).json(times, TenantFilter.ALL)));
  }

  private Future<Answer> one(Call call) {
    return report()
        .compose(
            report -> {
              TenantId id = TenantId.parse(call.parameter(0)).orElseThrow(TenantOpsRoutes::unknown);
              JsonObject json =
                  TenantJson.one(report, times, id).orElseThrow(TenantOpsRoutes::unknown);
              return report
                  .book()
                  .known(id)
                  .map(tenant -> withFacets(json, tenant))
                  .orElseGet(() -> Future.succeededFuture(json));
            })
        .map(json -> Answer.json(200, json));
  }

  private Future<JsonObject> withFacets(JsonObject json, Tenant tenant) {
    JsonObject effective = json.getJsonObject("effective");
    return Future.all(
            facets.stream()
                .map(
                    facet ->
                        facet
                            .describe()
                            .apply(tenant)
                            .onSuccess(value -> effective.put(facet.name(), value)))
                .toList())
        .map(json);
  }

  private static ProblemException unknown() {
    return Problem.of(
            ProblemType.REQUEST_NOT_FOUND, "No file is about this tenant; see GET /ops/tenants.")
        .asException();
  }
}
