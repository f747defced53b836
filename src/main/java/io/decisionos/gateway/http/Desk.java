package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives every request of a listener and sees to it that each gets exactly one answer, whatever
 * fails on the way. Confined to one event loop.
 */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final String CALL = Call.class.getName();
  private static final CharSequence VARY_ON_TENANT =
      HttpHeaders.createOptimized("X-DecisionOS-Tenant, Authorization");
  private static final Problem INTERNAL =
      Problem.of(
          ProblemType.GATEWAY_INTERNAL,
          "The gateway failed to answer. Tell its operator the request_id.");

  private final boolean variesOnTenant;
  private final ExchangeRecorder recorder;
  private final Map<Long, BodyHandler> bodyHandlers = new HashMap<>();

  /**
   * A desk.
   *
   * @param variesOnTenant whether answers depend on who calls
   */
  Desk(boolean variesOnTenant, ExchangeRecorder recorder) {
    this.variesOnTenant = variesOnTenant;
    this.recorder = recorder;
  }

  /** Begins the exchange and puts on the response what every response carries. */
  Exchange receive(HttpServerRequest request, boolean open) {
    String requestId = RequestId.of(request.getHeader(Responses.REQUEST_ID));
    HttpServerResponse response = request.response();
    response.putHeader(Responses.REQUEST_ID, requestId);
    if (variesOnTenant && !open) {
      response.putHeader(HttpHeaders.VARY, VARY_ON_TENANT);
    }
    Optional<String> trace = Traces.of(request);
    trace.ifPresent(value -> response.putHeader(Traces.HEADER, value));
    return new Exchange(requestId, trace, System.nanoTime());
  }

  /** Serves a request that may pass, after its body has come where it has one. */
  void serve(RoutingContext context, Exchange exchange, List<String> parameters) {
    var call = new Call(context, exchange, parameters);
    Route route = exchange.route().orElseThrow();
    if (route.body().readsBody()) {
      context.put(CALL, call);
      bodyHandlers
          .computeIfAbsent(
              route.body().maxBytes(), most -> BodyHandler.create(false).setBodyLimit(most))
          .handle(context);
    } else {
      answer(call);
    }
  }

  /** Goes on with a request whose body has come. */
  void bodyCame(RoutingContext context) {
    answer(context.get(CALL));
  }

  private void answer(Call call) {
    try {
      Future<Answer> answer = call.exchange().route().orElseThrow().endpoint().answer(call);
      if (answer.succeeded()) {
        // A finished answer needs no handlers.
        send(call, answer.result());
      } else {
        answer.onComplete(sent -> send(call, sent), cause -> fail(call, cause));
      }
    } catch (RuntimeException e) {
      fail(call, e);
    }
  }

  private void send(Call call, Answer answer) {
    int status = Responses.send(call.request(), answer);
    recorder.record(call.exchange(), status, Optional.empty());
  }

  private void fail(Call call, Throwable cause) {
    refuse(call.request(), call.exchange(), problemOf(cause, call.exchange()));
  }

  private static Problem problemOf(Throwable cause, Exchange exchange) {
    if (cause instanceof ProblemException expected) {
      return expected.problem();
    }
    LOG.error("answering failed request_id={}", exchange.requestId(), cause);
    return INTERNAL;
  }

  void refuse(HttpServerRequest request, Exchange exchange, Problem problem) {
    Responses.send(request, problem, exchange.requestId());
    recorder.record(exchange, problem.type().status(), Optional.of(problem.type().reasonCode()));
  }

  /** The last resort: what the router or the body handler refused, or a bug of ours. */
  void routerFailed(RoutingContext context) {
    Call call = context.get(CALL);
    Exchange exchange = call == null ? receive(context.request(), false) : call.exchange();
    long most = exchange.route().map(route -> route.body().maxBytes()).orElse(0L);
    Problem problem =
        switch (context.statusCode()) {
          // 200 is what the body handler fails with when a body breaks off or is badly chunked.
          case 200, 400, 404 ->
              Problem.of(ProblemType.REQUEST_INVALID, "Send a well-formed request.");
          case 413 -> Bodies.tooLarge(most);
          case 417 -> Problem.of(ProblemType.REQUEST_INVALID, "Expect only 100-continue.");
          default -> problemOf(context.failure(), exchange);
        };
    refuse(context.request(), exchange, problem);
  }

  /** What the HTTP decoder refused, before there was a request to route. */
  void malformed(HttpServerRequest request) {
    refuse(request, receive(request, false), MalformedRequests.problem(request.decoderResult()));
  }
}
