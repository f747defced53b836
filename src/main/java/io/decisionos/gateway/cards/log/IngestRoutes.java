package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The route by which events come in. */
public final class IngestRoutes {
  private static final long MAX_BODY_BYTES = 8 << 20;
  private static final String LINES = "application/x-ndjson";

  private final Bus bus;
  private final Duration patience;
  private final Function<Tenant, Future<Long>> allowance;

  private IngestRoutes(Bus bus, Duration patience, Function<Tenant, Future<Long>> allowance) {
    this.bus = bus;
    this.patience = patience;
    this.allowance = allowance;
  }

  /**
   * Makes the routes.
   *
   * @param patience how long a request waits for the log
   * @param allowance how many bytes the events of a tenant may take
   */
  public static RouteSource source(
      Bus bus, Duration patience, Function<Tenant, Future<Long>> allowance) {
    var routes = new IngestRoutes(bus, patience, allowance);
    return RouteSource.of(
        List.of(
            new Route(
                HttpMethod.POST,
                "/events/reasons",
                Scope.EVENTS_WRITE,
                new BodyRule(BodyRule.Media.JSON_LINES, MAX_BODY_BYTES),
                true,
                routes::append)));
  }

  private Future<Answer> append(Call call) {
    return allowance
        .apply(call.tenant())
        .compose(
            most -> {
              var append =
                  new LogChannels.Append(
                      call.tenant().id(),
                      call.body(),
                      call.sends(LINES),
                      call.headers("Idempotency-Key").stream().findFirst(),
                      most);
              return bus.ask(LogChannels.APPEND, append, patience, call.trace());
            })
        .map(
            done -> {
              call.brought(done.events());
              return Answer.json(200, new JsonObject().put("accepted", done.events()));
            });
  }
}
