package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may pass the tenants' door: whoever has a token or a signature that counts, names one tenant,
 * may act for it, may do what the route does, and is within the tenant's limits. Confined to one
 * event loop.
 */
final class TenantAdmission implements Admission {
  // Who calls without a tenant what is not here may be an operator who took the wrong port.
  private static final Problem ELSEWHERE =
      Problem.of(
          ProblemType.TENANT_MISSING,
          "This is the tenants' listener: name the tenant in the query parameter tenant or in the"
              + " header X-DecisionOS-Tenant. For the console, open /console/ at the operators'"
              + " listener, whose address a start prints.");

  private final CallerGate callers;
  private final Optional<SignatureGate> signatures;
  private final Supplier<TenantBook> book;
  private final LimitGate limits;

  /**
   * An admission.
   *
   * @param signatures empty if no request may be signed
   */
  TenantAdmission(
      CallerGate callers,
      Optional<SignatureGate> signatures,
      Supplier<TenantBook> book,
      LimitGate limits) {
    this.callers = callers;
    this.signatures = signatures;
    this.book = book;
    this.limits = limits;
  }

  @Override
  public void admit(HttpServerRequest request, Exchange exchange, RouteTable.Match match) {
    if (match.isOpen()) {
      return;
    }
    exchange.inPath(match.tenant());
    if (signatures.isEmpty() || !signatures.get().admit(request, exchange, book.get())) {
      exchange.caller(callers.admit(request));
    }
    if (exchange.query() == Query.EMPTY) {
      // Whoever looked at a signature may have read it already.
      exchange.query(Query.parse(request.query()));
    }
    List<String> headers = request.headers().getAll(TenantGate.HEADER);
    if (match.obstacle().isPresent() && !namesTenant(exchange, headers)) {
      throw ELSEWHERE.asException();
    }
    TenantId id = TenantGate.named(exchange.inPath(), exchange.query(), headers, exchange.caller());
    exchange.tenant(served(id, exchange));
    callers.requireScope(request, exchange.caller(), match);
    limits.check(request, exchange);
  }

  private static boolean namesTenant(Exchange exchange, List<String> headers) {
    return !headers.isEmpty() || exchange.query().first(TenantGate.PARAMETER).isPresent();
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

  @Override
  public Future<Void> finish(Call call) {
    return signatures.map(gate -> gate.finish(call)).orElseGet(Future::succeededFuture);
  }
}
