package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What anybody may ask on the tenants' listener: alive, ready, and how to call. */
public final class OpenRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int UNAVAILABLE = 503;

  private OpenRoutes() {}

  /** The rows for the tenants' listener. */
  public static List<Route> table(Bus bus) {
    return List.of(healthz(), Route.get("/readyz", Scope.OPEN, call -> bareReadyz(bus)), openapi());
  }

  static Route healthz() {
    var alive = Answer.json(200, new JsonObject().put("state", "ok"));
    return Route.get("/healthz", Scope.OPEN, call -> Future.succeededFuture(alive));
  }

  /** The status alone: degraded would tell one tenant that another's file is broken. */
  static Future<Answer> bareReadyz(Bus bus) {
    return bus.ask(OpsChannels.READY, new OpsChannels.ReadyQuery(), PATIENCE)
        .map(Readiness.Report::isReady)
        .otherwise(false)
        .map(
            ready ->
                Answer.json(
                    ready ? 200 : UNAVAILABLE,
                    new JsonObject().put("state", ready ? "ok" : "failing")));
  }

  static Route openapi() {
    var document = Answer.text("application/yaml", resource("/openapi.yaml"));
    return Route.get("/openapi.yaml", Scope.OPEN, call -> Future.succeededFuture(document));
  }

  private static String resource(String name) {
    try (InputStream in = OpenRoutes.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
