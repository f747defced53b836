package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.LogChannels.LifeQuery;
import io.decisionos.gateway.evidence.LogChannels.ProofQuery;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** The routes by which operators watch the life of evidence. Stateless but for the bus. */
public final class LogOpsRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Bus bus;

  private LogOpsRoutes(Bus bus) {
    this.bus = bus;
  }

  public static RouteSource source(Bus bus) {
    var routes = new LogOpsRoutes(bus);
    return RouteSource.of(
        List.of(
            Route.get("/ops/evidence/tenants", Scope.OPS_ADMIN, routes::life),
            Route.get("/ops/evidence/{tenant}/{id}/proof", Scope.OPS_ADMIN, routes::proof)));
  }

  private Future<Answer> life(Call call) {
    return bus.ask(LogChannels.LIFE, new LifeQuery(), PATIENCE, call.trace())
        .map(life -> Answer.json(life.json()));
  }

  private Future<Answer> proof(Call call) {
    TenantId tenant = TenantId.parse(call.parameter(0)).orElseThrow(NotThere::unknown);
    var query = new ProofQuery(tenant, call.parameter(1));
    return bus.ask(LogChannels.PROOF, query, PATIENCE, call.trace())
        .map(proof -> Answer.json(proof.json()));
  }
}
