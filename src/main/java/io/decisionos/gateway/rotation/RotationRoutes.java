package io.decisionos.gateway.rotation;

import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** What operators ask of keys. Thread-safe. */
record RotationRoutes(KeysJson json, Clock clock) {
  List<Route> table() {
    return List.of(Route.get("/ops/keys", Scope.OPS_ADMIN, this::keys));
  }

  private Future<Answer> keys(Call call) {
    return Future.succeededFuture(Answer.json(200, json.all(clock.instant())));
  }
}
