package io.decisionos.gateway.http;

import io.decisionos.gateway.tenant.TenantBook;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who may pass the tenants' door: whoever has a token that counts, names one tenant, may act for
 * it, may do what the route does, and is within the tenant's limits. Confined to one event loop.
 */
final class TenantAdmission implements Admission {
  private final CallerGate callers;
  private final Supplier<TenantBook> book;
  private final LimitGate limits;

  TenantAdmission(CallerGate callers, Supplier<TenantBook> book, LimitGate limits) {
    this.callers = callers;
    this.book = book;
    this.limits = limits;
  }

  @Override
  public void admit(HttpServerRequest request, Exchange exchange, RouteTable.Match match) {
    if (match.isOpen()) {
      return;
    }
    exchange.caller(callers.admit(request));
    exchange.query(Query.parse(request.query()));
    List<String> headers = request.headers().getAll(TenantGate.HEADER);
    exchange.tenant(TenantGate.admit(exchange.query(), headers, exchange.caller(), book.get()));
    callers.requireScope(request, exchange.caller(), match);
    limits.check(request, exchange);
  }
}
