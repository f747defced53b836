package io.decisionos.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Who may pass a listener's door, apart from what every listener checks. */
interface Admission {
  /**
   * Notes in the exchange who calls.
   *
   * @param match the routes of the path that was asked for
   * @throws io.decisionos.gateway.fault.ProblemException if the caller may not pass
   */
  void admit(HttpServerRequest request, Exchange exchange, RouteTable.Match match);

  /**
   * What can be looked at only once the body is in, and is, before anything is done.
   *
   * @return fails if the caller may not pass after all
   */
  default Future<Void> finish(Call call) {
    return Future.succeededFuture();
  }
}
