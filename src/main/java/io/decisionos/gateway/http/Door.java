package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.work.BusyThread;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The first handler of a listener. It decides, in the order that the contract gives, whether a
 * request may pass: framing, host, who calls for which tenant and with which scope, route, method,
 * form of the idempotency key, media type, size. The first check that fails answers. Confined to
 * one event loop.
 */
final class Door implements Handler<HttpServerRequest> {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final RouteTable routes;
  private final Admission admission;
  private final Supplier<Set<String>> hosts;
  private final Desk desk;
  private final BusyThread here;

  Door(
      RouteTable routes,
      Admission admission,
      Supplier<Set<String>> hosts,
      Desk desk,
      BusyThread here) {
    this.routes = routes;
    this.admission = admission;
    this.hosts = hosts;
    this.desk = desk;
    this.here = here;
  }

  @Override
  public void handle(HttpServerRequest request) {
    long begun = here.begin();
    Optional<TenantId> concerned = Optional.empty();
    try {
      concerned = receive(request).concerned();
    } finally {
      here.end(begun, concerned);
    }
  }

  private Exchange receive(HttpServerRequest request) {
    RouteTable.Match match = routes.find(request.path());
    Exchange exchange = desk.receive(request, match.isOpen());
    RouteTable.Found found;
    try {
      found = pass(request, exchange, match);
    } catch (RuntimeException | Error e) {
      desk.failWhenDue(request, exchange, e);
      return exchange;
    }
    desk.serve(request, exchange, found.parameters());
    return exchange;
  }

  private RouteTable.Found pass(
      HttpServerRequest request, Exchange exchange, RouteTable.Match match) {
    Framing.check(request);
    HostGate.check(request, hosts.get());
    admission.admit(request, exchange, match);
    Optional<RouteTable.Found> found = match.leads(request.method());
    if (found.isEmpty()) {
      throw notAllowed(request, match);
    }
    Route route = found.get().route();
    exchange.route(route);
    if (route.idempotent()) {
      checkIdempotencyKey(request.headers().getAll(IDEMPOTENCY_KEY));
    }
    if (route.body().readsBody()) {
      checkBody(request, route.body());
    }
    return found.get();
  }

  private static ProblemException notAllowed(HttpServerRequest request, RouteTable.Match match) {
    request.response().putHeader(HttpHeaders.ALLOW, match.allow());
    return Problem.of(
            ProblemType.REQUEST_METHOD_NOT_ALLOWED, "This path takes: " + match.allow() + ".")
        .asException();
  }

  private static void checkIdempotencyKey(List<String> keys) {
    boolean sane = keys.isEmpty() || (keys.size() == 1 && KEY_FORM.matcher(keys.get(0)).matches());
    if (!sane) {
      throw Call.invalid("Send one Idempotency-Key of 1 to 128 visible ASCII characters.");
    }
  }

  private static void checkBody(HttpServerRequest request, BodyRule rule) {
    if (!rule.accepts(request.headers().getAll(HttpHeaders.CONTENT_TYPE))) {
      throw rule.wrongType();
    }
    if (Bodies.declaredLength(request) > rule.maxBytes()) {
      throw Bodies.tooLarge(rule.maxBytes()).asException();
    }
  }
}
