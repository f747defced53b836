package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Caller;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request that has passed the door, as endpoints see it. Confined to the request's event loop.
 */
public final class Call {
  private static final Buffer NO_BODY = Buffer.buffer(0);

  private final HttpServerRequest request;
  private final Exchange exchange;
  private final List<String> parameters;
  private Buffer body = NO_BODY;
  private Optional<String> once = Optional.empty();

  Call(HttpServerRequest request, Exchange exchange, List<String> parameters) {
    this.request = request;
    this.exchange = exchange;
    this.parameters = parameters;
  }

  /** The tenant that calls; there is one on every route that is not open. */
  public Tenant tenant() {
    return exchange.tenant().orElseThrow();
  }

  /** Who calls; {@link Caller#NOBODY} if an open path was asked without a token that counts. */
  public Caller caller() {
    return exchange.caller();
  }

  /** Notes who calls, if that was found out only now. */
  public void callerIs(Caller caller) {
    exchange.caller(caller);
  }

  /** The decoded path segment that stands for the nth parameter of the route, from 0. */
  public String parameter(int n) {
    return parameters.get(n);
  }

  public Query query() {
    return exchange.query();
  }

  public HttpMethod method() {
    return request.method();
  }

  /** The request's target as it was sent. */
  public String target() {
    return request.uri();
  }

  /** All values of a header field, in order. */
  public List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  /** The body, whole; empty if the route takes none. */
  public Buffer body() {
    return body;
  }

  /** Tells whether the body has this media type, which is in lower case. */
  public boolean sends(String mediaType) {
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return contentType != null && BodyRule.essence(contentType).equals(mediaType);
  }

  /** Tells whether the caller would rather read this media type, in lower case, than JSON. */
  public boolean wants(String mediaType) {
    return prefers(mediaType, BodyRule.JSON_TYPE);
  }

  /** Likewise, than another one. */
  public boolean prefers(String mediaType, String other) {
    return Accept.prefers(headers("Accept"), mediaType, other);
  }

  /**
   * Refuses a body that does not say it is JSON, on a route whose rule lets every type in so that
   * the size is checked first.
   */
  public void requireJson() {
    BodyRule json = BodyRule.json(0);
    if (!json.accepts(headers("Content-Type"))) {
      throw json.wrongType();
    }
  }

  /** Notes that the call asks for an operation on the storage, for whoever counts usage. */
  public void operatesOnStorage() {
    exchange.operates();
  }

  /** Notes that so many events were taken in with this call, likewise. */
  public void brought(long events) {
    exchange.brought(events);
  }

  void bodyCame(Buffer whole) {
    body = whole;
  }

  /**
   * A name that this request and its repeats under one {@code Idempotency-Key} share, and no other
   * request of the tenant: visible ASCII and a blank, at most 200 characters. What is written under
   * it in one step with the write itself is done once, even if the gateway dies before the answer
   * is kept.
   */
  public Optional<String> once() {
    return once;
  }

  void repeatable(String name) {
    once = Optional.of(name);
  }

  /** What the route says of the body. */
  BodyRule rule() {
    return exchange.route().orElseThrow().body();
  }

  public String requestId() {
    return exchange.requestId();
  }

  /** The caller's W3C trace context, to hand on with every question. */
  public Optional<String> trace() {
    return exchange.trace();
  }

  HttpServerRequest request() {
    return request;
  }

  Exchange exchange() {
    return exchange;
  }

  /** The failure for a request that is not valid. */
  public static ProblemException invalid(String detail) {
    return Problem.of(ProblemType.REQUEST_INVALID, detail).asException();
  }
}
