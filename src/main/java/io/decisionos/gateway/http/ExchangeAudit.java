package io.decisionos.gateway.http;

import io.decisionos.gateway.access.AuditEntry;
import io.decisionos.gateway.access.AuditTrail;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Says which exchanges an auditor will ask for: tokens, tenants and scopes that were refused,
 * whatever else was turned away at the operators' listener, and what operators changed. Confined to
 * one event loop.
 */
final class ExchangeAudit {
  private static final Map<ProblemType, String> REFUSALS =
      Map.of(
          ProblemType.AUTH_INVALID, "token.refused",
          ProblemType.AUTH_REPLAYED, "auth.replayed",
          ProblemType.AUTH_TENANT_MISMATCH, "tenant.mismatch",
          ProblemType.AUTH_SCOPE, "scope.refused");
  // Callers of tenants come without a token all the time; whoever comes to the operators' listener
  // so, from another site or under another name, knocks at a door that is not theirs.
  private static final Map<ProblemType, String> REFUSALS_OF_OPERATORS =
      Map.of(
          ProblemType.AUTH_MISSING, "token.missing",
          ProblemType.REQUEST_CROSS_SITE, "cross_site.refused",
          ProblemType.REQUEST_MISDIRECTED, "host.refused");

  private final AuditTrail trail;
  private final boolean ofOperators;
  private final Clock clock;

  /**
   * An audit.
   *
   * @param ofOperators whether changes on this listener are operators' doings
   */
  ExchangeAudit(AuditTrail trail, boolean ofOperators, Clock clock) {
    this.trail = trail;
    this.ofOperators = ofOperators;
    this.clock = clock;
  }

  void note(HttpServerRequest request, Exchange exchange, int status, Optional<Problem> problem) {
    String refusal = problem.isPresent() ? refusal(problem.get().type(), exchange) : "";
    if (!refusal.isEmpty()) {
      trail.note(
          exchange.caller(),
          AuditEntry.REFUSED,
          () ->
              entry(
                  request,
                  exchange,
                  refusal,
                  AuditEntry.REFUSED,
                  asked(request) + ": " + problem.get().detail()));
    } else if (ofOperators && isChange(exchange)) {
      String outcome = outcome(problem);
      String detail = asked(request) + " was answered with " + status;
      trail.note(
          exchange.caller(),
          outcome,
          () -> entry(request, exchange, "operator.action", outcome, detail));
    }
  }

  /** What became of a change; of one that nobody was heard of it may have happened. */
  static String outcome(Optional<Problem> problem) {
    return problem
        .map(
            refusal ->
                String.valueOf(refusal.members().getOrDefault("outcome", AuditEntry.REFUSED)))
        .orElse("done");
  }

  private String refusal(ProblemType type, Exchange exchange) {
    if (type == ProblemType.AUTH_INVALID && exchange.isSignatureRefused()) {
      return "signature.refused";
    }
    String refusal = refusal(type);
    return refusal == null ? "" : refusal;
  }

  private String refusal(ProblemType type) {
    return ofOperators
        ? REFUSALS.getOrDefault(type, REFUSALS_OF_OPERATORS.get(type))
        : REFUSALS.get(type);
  }

  private static boolean isChange(Exchange exchange) {
    return exchange.route().filter(route -> !route.method().equals(HttpMethod.GET)).isPresent();
  }

  private static String asked(HttpServerRequest request) {
    return request.method() + " " + request.path();
  }

  private AuditEntry entry(
      HttpServerRequest request, Exchange exchange, String event, String outcome, String detail) {
    return new AuditEntry(
        clock.instant(),
        event,
        Optional.of(exchange.requestId()),
        exchange.caller().subject(),
        exchange
            .inPath()
            .or(() -> exchange.query().first(TenantGate.PARAMETER))
            .or(() -> Optional.ofNullable(request.getHeader(TenantGate.HEADER))),
        outcome,
        detail);
  }
}
