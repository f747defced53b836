package io.decisionos.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** A feature's rows of the table of routes. */
@FunctionalInterface
public interface RouteSource {
  /**
   * The rows for one listener's verticle. Called in its context, so what the rows keep for
   * themselves is confined to its event loop.
   *
   * @return completes when the rows can answer
   */
  Future<List<Route>> routes(Vertx vertx);

  /** Rows that need no preparation. */
  static RouteSource of(List<Route> routes) {
    return vertx -> Future.succeededFuture(routes);
  }
}
