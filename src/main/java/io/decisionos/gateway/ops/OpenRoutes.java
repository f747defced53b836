package io.decisionos.gateway.ops;

import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What anybody may ask on the tenants' listener: alive, ready, and how to call. */
public final class OpenRoutes {
  private static final Answer READY = state(200, "ok");
  private static final Answer NOT_READY = state(503, "failing");

  private OpenRoutes() {}

  /** The rows for the tenants' listener. */
  public static List<Route> table(Lifecycle lifecycle) {
    return List.of(
        healthz(), Route.get("/readyz", Scope.OPEN, call -> bareReadyz(lifecycle)), openapi());
  }

  static Route healthz() {
    var alive = state(200, "ok");
    return Route.get("/healthz", Scope.OPEN, call -> Future.succeededFuture(alive));
  }

  /**
   * The status alone: degraded would tell one tenant that another's file is broken. No part is
   * asked: callers without a token must not be able to make it unknown.
   */
  static Future<Answer> bareReadyz(Lifecycle lifecycle) {
    return lifecycle.announced().map(v -> lifecycle.isReady() ? READY : NOT_READY);
  }

  private static Answer state(int status, String state) {
    return Answer.json(status, new JsonObject().put("state", state));
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
