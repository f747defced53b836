package io.decisionos.gateway.usage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** What tenants and operators ask of usage, and what is counted for it. */
public final class UsageRoutes {
  private static final Duration OPS_PATIENCE = Duration.ofSeconds(5);
  private static final String CSV = "text/csv";

  private UsageRoutes() {}

  /** What counts on each event loop. */
  public static AnswerObserver.Source observers(Bus bus) {
    return UsageTally.source(bus);
  }

  /** The rows for the tenants' listener. */
  public static RouteSource source(Bus bus, Duration patience) {
    return RouteSource.of(
        List.of(Route.get("/usage", Scope.USAGE_READ, call -> own(bus, patience, call))));
  }

  private static Future<Answer> own(Bus bus, Duration patience, Call call) {
    var query = new UsageChannels.TenantQuery(call.tenant(), window(call));
    return bus.ask(UsageChannels.TENANT, query, patience, call.trace())
        .map(report -> call.wants(CSV) ? csv(report.ownTable()) : Answer.json(200, report.own()));
  }

  private static UsageWindow window(Call call) {
    return call.query().word("window", UsageWindow.WORDS).orElse(UsageWindow.DAY);
  }

  private static Answer csv(String table) {
    return Answer.text(CSV + "; charset=utf-8", table);
  }

  /** The rows for the operators' listener. */
  public static RouteSource opsSource(Bus bus) {
    return RouteSource.of(
        List.of(Route.get("/ops/usage", Scope.OPS_ADMIN, call -> all(bus, call))));
  }

  private static Future<Answer> all(Bus bus, Call call) {
    var query = new UsageChannels.OverviewQuery(window(call));
    return bus.ask(UsageChannels.OVERVIEW, query, OPS_PATIENCE, call.trace())
        .map(report -> call.wants(CSV) ? csv(report.table()) : Answer.json(200, report.all()));
  }
}
