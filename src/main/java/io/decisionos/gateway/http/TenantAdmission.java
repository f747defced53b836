package io.decisionos.gateway.http;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
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
    TenantId id = TenantGate.named(exchange.query(), headers, exchange.caller());
    exchange.tenant(served(id, exchange));
    callers.requireScope(request, exchange.caller(), match);
    limits.check(request, exchange);
  }

  private Tenant served(TenantId id, Exchange exchange) {
    TenantBook now = book.get();
    Optional<Tenant> tenant = now.served(id);
    if (tenant.isPresent()) {
      return tenant.get();
    }
    if (now.knows(id)) {
      // It is this tenant's call all the same; ids that are nobody's could be any number.
      exchange.concerns(id);
    }
    throw now.refusal(id).asException();
  }
}
