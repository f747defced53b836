package io.decisionos.gateway.http;

import io.vertx.core.http.HttpServerRequest;

/** The limits of a tenant, in their order: a request over the rate makes no user known. */
record LimitGate(RateGate rates, OverloadGate overload, UserGate users) {

  /**
   * Counts a request whose tenant and caller are known.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it is over a limit
   */
  void check(HttpServerRequest request, Exchange exchange) {
    rates.check(request, exchange);
    overload.check(exchange);
    users.check(exchange);
  }
}
