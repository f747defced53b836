package io.decisionos.gateway.quota;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.JsonBody;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What operators ask of the users of tenants. Confined to the operators' verticle. */
public final class UserRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MAX_BODY_BYTES = 4096;
  private static final long USUAL_LIMIT = 100;
  private static final long MOST = 1000;

  private final Bus bus;
  private final UserCensus census;

  private UserRoutes(Bus bus, UserCensus census) {
    this.bus = bus;
    this.census = census;
  }

  /** The rows for the operators' listener. */
  public static RouteSource opsSource(Bus bus, UserCensus census) {
    return RouteSource.of(new UserRoutes(bus, census).table());
  }

  private List<Route> table() {
    return List.of(
        Route.get("/ops/tenants/{id}/users", Scope.OPS_ADMIN, this::list),
        Route.post(
            "/ops/tenants/{id}/users/reset",
            Scope.OPS_ADMIN,
            new BodyRule(BodyRule.Media.EXPLICIT_JSON, MAX_BODY_BYTES),
            this::reset));
  }

  private Future<Tenant> tenant(Call call) {
    Optional<TenantId> id = TenantId.parse(call.parameter(0));
    return bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE)
        .compose(
            book ->
                id.flatMap(book::known)
                    .map(Future::succeededFuture)
                    .orElseGet(UserRoutes::unknown));
  }

  private static Future<Tenant> unknown() {
    return Future.failedFuture(
        Problem.of(
                ProblemType.REQUEST_NOT_FOUND,
                "No version of this tenant is in force; see GET /ops/tenants.")
            .asException());
  }

  private Future<Answer> list(Call call) {
    int limit = call.query().number("limit", 1, MOST).orElse(USUAL_LIMIT).intValue();
    String after = call.query().once("after").orElse("");
    return tenant(call).map(tenant -> Answer.json(200, page(tenant, after, limit)));
  }

  private JsonObject page(Tenant tenant, String after, int limit) {
    // Names are never empty, and no text lies between one and the same with a NUL behind it.
    var rest = census.users(tenant.id()).tailMap(after + '\0');
    var users = new JsonArray();
    rest.entrySet().stream()
        .limit(limit)
        .forEach(user -> users.add(row(user.getKey(), user.getValue())));
    JsonObject json =
        new JsonObject()
            .put("tenant_id", tenant.id().value())
            .mergeIn(UserFacet.json(tenant, census, LocalDate.now(ZoneOffset.UTC)))
            .put("users", users);
    return rest.size() > limit
        ? json.put("next_after", users.getJsonObject(limit - 1).getString("sub"))
        : json;
  }

  private static JsonObject row(String subject, Seen seen) {
    return new JsonObject()
        .put("sub", subject)
        .put("first_seen", LocalDate.ofEpochDay(seen.first()).toString())
        .put("last_seen", LocalDate.ofEpochDay(seen.last()).toString());
  }

  private Future<Answer> reset(Call call) {
    Optional<String> subject = subject(call);
    return tenant(call)
        .compose(
            tenant ->
                bus.ask(
                    QuotaChannels.FORGET,
                    new QuotaChannels.Forget(tenant.id(), subject),
                    PATIENCE,
                    call.trace()))
        .map(
            forgotten ->
                Answer.json(
                    200,
                    new JsonObject()
                        .put("tenant_id", call.parameter(0))
                        .put("removed", forgotten.users())));
  }

  private static Optional<String> subject(Call call) {
    Object subject = JsonBody.members(call.body(), Set.of("sub")).getValue("sub");
    if (subject != null && !(subject instanceof String)) {
      throw bad();
    }
    return Optional.ofNullable((String) subject);
  }

  private static RuntimeException bad() {
    return Call.invalid("Send {} to forget all users, or {\"sub\": \"...\"} to forget one.");
  }
}
