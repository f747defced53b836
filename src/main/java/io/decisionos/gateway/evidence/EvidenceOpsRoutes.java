package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldsQuery;
import io.decisionos.gateway.evidence.EvidenceChannels.PlanOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.RunOrder;
import io.decisionos.gateway.evidence.LogChannels.LossSeen;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.JsonBody;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Rfc3339;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operators' routes of holds, plans and runs. Stateless but for the bus. */
public final class EvidenceOpsRoutes {
  private static final BodyRule BODY = new BodyRule(BodyRule.Media.EXPLICIT_JSON, 64 << 10);
  private static final int LONGEST_REASON = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration RUN_PATIENCE = Duration.ofMinutes(30);
  private static final int NO_CONTENT = 204;

  private final Bus bus;

  private EvidenceOpsRoutes(Bus bus) {
    this.bus = bus;
  }

  public static RouteSource source(Bus bus) {
    var routes = new EvidenceOpsRoutes(bus);
    return RouteSource.of(
        List.of(
            new Route(
                HttpMethod.PUT,
                "/ops/evidence/{tenant}/{id}/hold",
                Scope.OPS_ADMIN,
                BODY,
                false,
                routes::hold),
            new Route(
                HttpMethod.DELETE,
                "/ops/evidence/{tenant}/{id}/hold",
                Scope.OPS_ADMIN,
                BODY,
                false,
                routes::release),
            Route.get("/ops/evidence/holds", Scope.OPS_ADMIN, routes::holds),
            Route.post(
                "/ops/evidence/lost/acknowledge", Scope.OPS_ADMIN, BODY, routes::acknowledge),
            Route.post("/ops/evidence/gc/plans", Scope.OPS_ADMIN, BODY, routes::plan),
            Route.post("/ops/evidence/gc/plans/{plan}/run", Scope.OPS_ADMIN, BODY, routes::run)));
  }

  private Future<Answer> hold(Call call) {
    String reason =
        text(JsonBody.members(call.body(), Set.of("reason")), "reason")
            .filter(text -> !text.isBlank() && text.length() <= LONGEST_REASON)
            .orElseThrow(() -> Call.invalid("Send {\"reason\": \"...\"}, 1 to 1000 characters."));
    HoldOrder order = order(call, Optional.of(reason));
    return bus.ask(EvidenceChannels.HOLD, order, PATIENCE, call.trace())
        .map(
            set ->
                Answer.json(
                    200,
                    HoldFile.json(
                        new Holds.Held(order.tenant(), order.id()), set.hold().orElseThrow())));
  }

  private Future<Answer> release(Call call) {
    JsonBody.members(call.body(), Set.of("reason"));
    return bus.ask(EvidenceChannels.HOLD, order(call, Optional.empty()), PATIENCE, call.trace())
        .map(lifted -> Answer.json(Buffer.buffer()).withStatus(NO_CONTENT));
  }

  private static HoldOrder order(Call call, Optional<String> reason) {
    TenantId tenant = TenantId.parse(call.parameter(0)).orElseThrow(NotThere::unknown);
    return new HoldOrder(tenant, call.parameter(1), reason, by(call));
  }

  /** Who calls; nobody in particular if no token is asked for. */
  private static String by(Call call) {
    return call.caller().subject().orElse("anonymous");
  }

  private Future<Answer> holds(Call call) {
    return bus.ask(EvidenceChannels.HOLDS, new HoldsQuery(), PATIENCE, call.trace())
        .map(holds -> Answer.json(200, HoldFile.json(holds)));
  }

  private Future<Answer> plan(Call call) {
    JsonObject body = JsonBody.members(call.body(), Set.of("tenant", "at"));
    Optional<TenantId> tenant = text(body, "tenant").map(EvidenceOpsRoutes::tenant);
    Optional<Instant> at = text(body, "at").map(EvidenceOpsRoutes::time);
    return bus.ask(EvidenceChannels.PLAN, new PlanOrder(tenant, at), PATIENCE, call.trace())
        .map(made -> Answer.json(201, GcJson.of(made)));
  }

  private static TenantId tenant(String text) {
    return TenantId.parse(text)
        .orElseThrow(() -> Call.invalid("Send tenant as a tenant's id, or leave it out."));
  }

  private static Instant time(String text) {
    return Rfc3339.parse(text)
        .orElseThrow(
            () -> Call.invalid("Send at as a time such as 2026-01-31T12:00:00Z, or leave it out."));
  }

  private Future<Answer> acknowledge(Call call) {
    TenantId tenant =
        text(JsonBody.members(call.body(), Set.of("tenant")), "tenant")
            .flatMap(TenantId::parse)
            .orElseThrow(() -> Call.invalid("Send {\"tenant\": \"...\"}, a tenant's id."));
    return bus.ask(LogChannels.LOSS_SEEN, new LossSeen(tenant), PATIENCE, call.trace())
        .map(seen -> Answer.json(200, new JsonObject().put("tenant", tenant.value())));
  }

  private Future<Answer> run(Call call) {
    JsonBody.members(call.body(), Set.of());
    var order = new RunOrder(call.parameter(0));
    return bus.ask(EvidenceChannels.RUN, order, RUN_PATIENCE, call.trace())
        .map(done -> Answer.json(200, GcJson.of(done)));
  }

  private static Optional<String> text(JsonObject body, String name) {
    if (body.getValue(name) == null) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.of(body.getValue(name))
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .orElseThrow(() -> Call.invalid("Send " + name + " as a text.")));
  }
}
