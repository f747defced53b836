package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.connection.MalformedRequests;
import io.decisionos.gateway.trace.Tracer;
import io.decisionos.gateway.work.BusyThread;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives every request of a listener and sees to it that each gets exactly one answer, whatever
 * fails on the way. Confined to one event loop.
 */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final CharSequence VARY_ON_TENANT =
      HttpHeaders.createOptimized("X-DecisionOS-Tenant, Authorization");
  private static final Problem INTERNAL =
      Problem.of(
          ProblemType.GATEWAY_INTERNAL,
          "The gateway failed to answer. Tell its operator the request_id.");

  private final boolean variesOnTenant;
  private final Admission admission;
  private final ExchangeRecorder recorder;
  private final EventStreams streams;
  private final BodyRouter bodies;
  private final LargeAnswers large;
  private final Drain drain;
  private final BusyThread here;
  private final Optional<RequestSpans> spans;
  private final DateField date = new DateField(Clock.systemUTC());

  Desk(
      Vertx vertx,
      ListenerParts parts,
      Admission admission,
      ExchangeRecorder recorder,
      EventStreams streams,
      BusyThread here) {
    this.admission = admission;
    this.variesOnTenant = parts.variesOnTenant();
    this.recorder = recorder;
    this.streams = streams;
    this.here = here;
    this.large = new LargeAnswers(parts.instruments().answers());
    this.drain = parts.instruments().drain();
    this.spans = spans(parts);
    this.bodies = new BodyRouter(vertx, parts, this::bodyCame, this::fail);
  }

  /** No reference to a constructor: linking it would load what is not used. */
  private static Optional<RequestSpans> spans(ListenerParts parts) {
    Optional<Tracer> tracer = parts.instruments().tracer();
    return parts.variesOnTenant() && tracer.isPresent()
        ? Optional.of(new RequestSpans(tracer.get()))
        : Optional.empty();
  }

  /** Begins the exchange and puts on the response what every response carries. */
  Exchange receive(HttpServerRequest request, boolean open) {
    long begun = System.nanoTime();
    CharSequence requestId = RequestId.of(request.getHeader(Responses.REQUEST_ID));
    MultiMap fields = request.response().headers();
    fields.set(Responses.REQUEST_ID, requestId);
    fields.set(HttpHeaders.DATE, date.at(begun));
    if (drain.isBegun() || request.headers().contains(HttpHeaders.EXPECT)) {
      // Who asks before it sends a body may leave it out once it has an answer, or send it all the
      // same: nobody can tell what comes next from it.
      fields.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (variesOnTenant && !open) {
      fields.set(HttpHeaders.VARY, VARY_ON_TENANT);
    }
    Optional<String> trace = Traces.of(request);
    if (trace.isPresent()) {
      fields.set(Traces.HEADER, trace.get());
    }
    var exchange = new Exchange(requestId, trace, begun);
    if (spans.isPresent() && !open) {
      spans.get().begin(request, exchange);
    }
    return exchange;
  }

  /** Serves a request that may pass, after its body has come if it has one. */
  void serve(HttpServerRequest request, Exchange exchange, List<String> parameters) {
    var call = new Call(request, exchange, parameters);
    if (call.rule().readsBody()) {
      bodies.read(call);
    } else {
      if (Bodies.mostToCome(request) > 0) {
        request.exceptionHandler(cause -> bodyBroke(call));
      }
      answer(call);
    }
  }

  /** Nothing that follows on the connection can be told apart; Vert.x closes it. */
  private void bodyBroke(Call call) {
    if (!call.request().response().headWritten()) {
      fail(call, Call.invalid("Send a well-formed request."));
    }
  }

  private void bodyCame(Call call) {
    if (!drain.isBegun()) {
      call.request().response().headers().remove(HttpHeaders.CONNECTION);
    }
    work(call, () -> answer(call));
  }

  private void answer(Call call) {
    try {
      Route route = call.exchange().route().orElseThrow();
      route.checkParameters(call.query());
      Future<Answer> answer =
          call.exchange().signed().isEmpty()
              ? route.answer(call)
              : admission.finish(call).compose(passed -> route.answer(call));
      if (answer.succeeded()) {
        // A finished answer needs no handlers.
        send(call, answer.result());
      } else {
        answer.onComplete(
            sent -> whenOwed(call, () -> send(call, sent)),
            cause -> whenOwed(call, () -> fail(call, cause)));
      }
    } catch (RuntimeException | Error e) {
      fail(call, e);
    }
  }

  /** Goes on with a call unless it was answered meanwhile, as its body broke off. */
  private void whenOwed(Call call, Runnable turn) {
    if (!call.request().response().headWritten()) {
      work(call, turn);
    }
  }

  /** Goes on with a call in a turn of its own. */
  private void work(Call call, Runnable turn) {
    long begun = here.begin();
    try {
      turn.run();
    } finally {
      here.end(begun, call.exchange().concerned());
    }
  }

  private void send(Call call, Answer answer) {
    if (LargeAnswers.isOne(answer)) {
      large
          .send(call, answer)
          .ifPresentOrElse(
              sent -> record(call, sent), () -> fail(call, LargeAnswers.OVERLOADED.asException()));
    } else if (answer.feed().isPresent()) {
      record(call, stream(call, answer));
    } else {
      record(call, Responses.send(call.request(), answer));
    }
  }

  private void record(Call call, Responses.Sent sent) {
    recorder.record(call.request(), call.exchange(), sent, Optional.empty());
  }

  private Responses.Sent stream(Call call, Answer answer) {
    call.exchange().streams();
    return Responses.Sent.head(streams.open(call, answer, recorder::streamed));
  }

  private void fail(Call call, Throwable cause) {
    fail(call.request(), call.exchange(), cause);
  }

  /** Answers a failure at once, or once the exchange is not held back any more. */
  void failWhenDue(HttpServerRequest request, Exchange exchange, Throwable cause) {
    if (exchange.hold().isEmpty()) {
      fail(request, exchange, cause);
      return;
    }
    request.pause();
    long millis = exchange.hold().get().toMillis();
    Vertx.currentContext()
        .owner()
        .setTimer(
            millis,
            id -> {
              request.resume();
              fail(request, exchange, cause);
            });
  }

  /** Answers a failure: a problem as it is, anything else as a bug of ours. */
  void fail(HttpServerRequest request, Exchange exchange, Throwable cause) {
    refuse(request, exchange, problemOf(cause, exchange));
  }

  private static Problem problemOf(Throwable cause, Exchange exchange) {
    if (cause instanceof ProblemException expected) {
      return expected.problem();
    }
    LOG.atError()
        .setCause(cause)
        .addKeyValue("request_id", exchange.requestId())
        .log("answering failed request_id={}", exchange.requestId());
    return INTERNAL;
  }

  private void refuse(HttpServerRequest request, Exchange exchange, Problem problem) {
    exchange.refused(problem.type());
    Responses.Sent sent = Responses.send(request, problem, exchange.requestId());
    recorder.record(request, exchange, sent, Optional.of(problem));
  }

  /** What the HTTP decoder refused, before there was a request to route. */
  void malformed(HttpServerRequest request) {
    refuse(request, receive(request, false), MalformedRequests.problem(request.decoderResult()));
  }
}
