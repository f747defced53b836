package io.decisionos.gateway.slo;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What tenants and operators ask of SLOs, and what is counted for it. */
public final class SloRoutes {
  private static final Duration OPS_PATIENCE = Duration.ofSeconds(5);
  private static final long MOST_SHOWN = 10_000;
  private static final Map<String, Boolean> FLAG = Map.of("true", true, "false", false);

  private SloRoutes() {}

  /**
   * What counts on each event loop.
   *
   * @param defaults the targets of tenants without their own, as they are now
   */
  public static AnswerObserver.Source observers(
      Bus bus, Clock clock, Supplier<SloValues> defaults) {
    return SloTally.source(bus, clock, defaults);
  }

  /** The rows for the tenants' listener. */
  public static RouteSource source(Bus bus, Duration patience) {
    return RouteSource.of(
        List.of(Route.get("/slo/status", Scope.OPS_READ, call -> own(bus, patience, call))));
  }

  private static Future<Answer> own(Bus bus, Duration patience, Call call) {
    return bus.ask(
            SloChannels.STATUS, new SloChannels.StatusQuery(call.tenant()), patience, call.trace())
        .map(status -> Answer.json(200, status.json()));
  }

  /** The rows for the operators' listener. */
  public static RouteSource opsSource(Bus bus) {
    return RouteSource.of(
        List.of(Route.get("/ops/slo", Scope.OPS_ADMIN, call -> overview(bus, call))));
  }

  private static Future<Answer> overview(Bus bus, Call call) {
    var query =
        new SloChannels.OverviewQuery(
            call.query().once("tenant"),
            call.query().word("state", SloState.words()),
            call.query().word("brief", FLAG).orElse(false),
            call.query().number("limit", 1, MOST_SHOWN).orElse(MOST_SHOWN).intValue());
    return bus.ask(SloChannels.OVERVIEW, query, OPS_PATIENCE, call.trace())
        .map(status -> Answer.json(200, status.json()));
  }
}
