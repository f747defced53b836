package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Printable;
import io.decisionos.gateway.trace.OpenSpan;
import io.decisionos.gateway.trace.Tracer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Makes a span of each request that is traced, from its head until its answer is written, streams
 * included. Names and attributes are those of OpenTelemetry's conventions for HTTP. Thread-safe.
 */
record RequestSpans(Tracer tracer) {
  private static final int MOST_SHOWN = 500;
  private static final int SERVER_ERROR = 500;

  /** Begins a request's span, if it is traced, and has what follows hand it on. */
  void begin(HttpServerRequest request, Exchange exchange) {
    Tracer.Decision decision = tracer.request(exchange.trace());
    exchange.traced(decision.handedOn());
    decision
        .span()
        .ifPresent(
            span -> {
              exchange.spanned(span.place());
              request.response().endHandler(v -> end(span, request, exchange));
            });
  }

  private static void end(OpenSpan span, HttpServerRequest request, Exchange exchange) {
    String method = request.method().name();
    span.name(method);
    span.note("http.request.method", method);
    span.note("url.path", shown(request.path()));
    exchange
        .route()
        .map(Route::template)
        .ifPresent(
            route -> {
              span.name(method + ' ' + route);
              span.note("http.route", route);
            });
    int status = request.response().getStatusCode();
    span.note("http.response.status_code", status);
    span.note("decisionos.request_id", exchange.requestId());
    exchange.concerned().map(TenantId::value).ifPresent(id -> span.note("decisionos.tenant", id));
    exchange
        .refusal()
        .map(ProblemType::reasonCode)
        .ifPresent(
            reason -> {
              span.note("decisionos.reason_code", reason);
              if (status >= SERVER_ERROR) {
                span.note("error.type", reason);
                span.fail(reason);
              }
            });
    span.end();
  }

  /** Without its query, which may hold what is nobody's business. */
  private static String shown(String path) {
    String known = path == null ? "" : path;
    return Printable.of(known.length() <= MOST_SHOWN ? known : known.substring(0, MOST_SHOWN));
  }
}
