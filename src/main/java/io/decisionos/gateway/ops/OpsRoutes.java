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
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** The operators' own routes. Confined to the operators' verticle. */
final class OpsRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MAX_BODY_BYTES = 64 << 10;
  private static final int UNAVAILABLE = 503;
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Bus bus;
  private final Readiness readiness;
  private final Timeline timeline;
  private final PrometheusMeterRegistry meters;
  private final List<TenantFacet> facets;

  OpsRoutes(
      Bus bus,
      Readiness readiness,
      Timeline timeline,
      PrometheusMeterRegistry meters,
      List<TenantFacet> facets) {
    this.bus = bus;
    this.readiness = readiness;
    this.timeline = timeline;
    this.meters = meters;
    this.facets = facets;
  }

  List<Route> table() {
    return List.of(
        OpenRoutes.healthz(),
        OpenRoutes.openapi(),
        Route.get("/readyz", Scope.OPEN, this::readyz),
        Route.get("/metrics", Scope.OPS_METRICS, call -> metrics()),
        Route.get("/ops/tenants", Scope.OPS_ADMIN, call -> tenants()),
        Route.get("/ops/tenants/{id}", Scope.OPS_ADMIN, this::tenant),
        Route.post(
            "/ops/tenants/reload",
            Scope.OPS_ADMIN,
            new BodyRule(BodyRule.Media.EXPLICIT_JSON, MAX_BODY_BYTES),
            call -> reload()),
        Route.get("/ops/events", Scope.OPS_ADMIN, call -> events()));
  }

  private Future<Answer> readyz(Call call) {
    if (!Scope.OPS_METRICS.isGrantedTo(call.caller())) {
      return OpenRoutes.bareReadyz(bus);
    }
    Future<TenantReport> tenants = report();
    return readiness
        .ask()
        .compose(
            report ->
                tenants
                    .map(found -> found.book().generation())
                    .otherwise(0L)
                    .map(
                        generation ->
                            Answer.json(
                                report.isReady() ? 200 : UNAVAILABLE, report.json(generation))));
  }

  private Future<Answer> metrics() {
    return Future.succeededFuture(Answer.text(PROMETHEUS_TEXT, meters.scrape()));
  }

  private Future<TenantReport> report() {
    return bus.ask(TenantChannels.REPORT, new TenantChannels.ReportQuery(), PATIENCE);
  }

  private Future<Answer> tenants() {
    return report().map(report -> Answer.json(200, TenantJson.all(report)));
  }

  private Future<Answer> reload() {
    return bus.ask(TenantChannels.RELOAD, new TenantChannels.Reload(), PATIENCE)
        .map(report -> Answer.json(200, TenantJson.all(report)));
  }

  private Future<Answer> tenant(Call call) {
    return report()
        .compose(
            report -> {
              TenantId id = TenantId.parse(call.parameter(0)).orElseThrow(OpsRoutes::unknown);
              JsonObject json = TenantJson.one(report, id).orElseThrow(OpsRoutes::unknown);
              return report
                  .book()
                  .known(id)
                  .map(tenant -> withFacets(json, tenant))
                  .orElseGet(() -> Future.succeededFuture(json));
            })
        .map(json -> Answer.json(200, json));
  }

  private Future<JsonObject> withFacets(JsonObject json, Tenant tenant) {
    var effective = new JsonObject();
    return Future.all(
            facets.stream()
                .map(
                    facet ->
                        facet
                            .describe()
                            .apply(tenant)
                            .onSuccess(value -> effective.put(facet.name(), value)))
                .toList())
        .map(all -> json.put("effective", effective));
  }

  private static ProblemException unknown() {
    return Problem.of(
            ProblemType.REQUEST_NOT_FOUND, "No file is about this tenant; see GET /ops/tenants.")
        .asException();
  }

  private Future<Answer> events() {
    return Future.succeededFuture(Answer.json(200, timeline.json()));
  }
}
