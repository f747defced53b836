package io.decisionos.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Who may pass the operators' door: whoever has a token that counts and the scope of the route; no
 * tenant is asked for. Confined to one event loop.
 */
final class OperatorAdmission implements Admission {
  private final CallerGate callers;
  private final Consumer<HttpServerRequest> check;

  /**
   * An admission.
   *
   * @param check throws a problem for a request that may not pass, whoever sends it
   */
  OperatorAdmission(CallerGate callers, Consumer<HttpServerRequest> check) {
    this.callers = callers;
    this.check = check;
  }

  @Override
  public void admit(HttpServerRequest request, Exchange exchange, RouteTable.Match match) {
    if (match.isOpen()) {
      exchange.caller(callers.recognise(request));
    } else {
      exchange.caller(callers.admit(request));
      exchange.query(Query.parse(request.query()));
      callers.requireScope(request, exchange.caller(), match);
    }
    check.accept(request);
  }
}
