package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.TrafficHistory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What operators ask of the gateway as a whole. Confined to the operators' verticle. */
final class OpsRoutes {
  private static final int UNAVAILABLE = 503;
  private static final int USUAL_SECONDS = 120;

  private final Bus bus;
  private final Lifecycle lifecycle;
  private final Readiness readiness;
  private final OpsBooks books;

  OpsRoutes(Bus bus, Lifecycle lifecycle, Readiness readiness, OpsBooks books) {
    this.bus = bus;
    this.lifecycle = lifecycle;
    this.readiness = readiness;
    this.books = books;
  }

  List<Route> table() {
    return List.of(
        OpenRoutes.healthz(),
        OpenRoutes.openapi(),
        Route.get("/readyz", Scope.OPEN, this::readyz),
        Route.get("/metrics", Scope.OPS_METRICS, this::metrics),
        Route.get("/ops/traffic", Scope.OPS_ADMIN, this::traffic),
        Route.get("/ops/events", Scope.OPS_ADMIN, this::events));
  }

  private Future<Answer> readyz(Call call) {
    if (!Scope.OPS_METRICS.isGrantedTo(call.caller())) {
      return OpenRoutes.bareReadyz(lifecycle);
    }
    return readiness
        .ask()
        .map(
            report ->
                Answer.json(
                    report.isReady() ? 200 : UNAVAILABLE,
                    report.json(books.generations().latest())));
  }

  private Future<Answer> metrics(Call call) {
    return Future.succeededFuture(new MetricsEndpoint(books.instruments()).answer(call));
  }

  private Future<Answer> traffic(Call call) {
    Optional<TenantId> tenant = call.query().once("tenant").map(OpsRoutes::tenant);
    long seconds =
        call.query().number("seconds", 1, TrafficHistory.HOUR_SECONDS).orElse(USUAL_SECONDS + 0L);
    JsonObject json = TrafficJson.of(books.traffic(), tenant, Math.toIntExact(seconds));
    if (tenant.isEmpty()) {
      json.put("busiest", TrafficJson.busiest(books.traffic()))
          .put("nobody", TrafficJson.nobody(books.traffic()))
          .put("channels", TrafficJson.channels(bus.depths()))
          .put("loops", TrafficJson.loops(books.instruments().loops().states()));
    }
    return Future.succeededFuture(Answer.json(200, json));
  }

  private static TenantId tenant(String text) {
    return TenantId.parse(text)
        .orElseThrow(() -> Call.invalid("Send tenant as a tenant's id; see GET /ops/tenants."));
  }

  private Future<Answer> events(Call call) {
    var filter = TimelineFilter.of(call.query(), books.clock().instant());
    return Future.succeededFuture(Answer.json(200, filter.page(books.timeline().timeline())));
  }
}
