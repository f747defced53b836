package io.decisionos.gateway.bus;

import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.trace.CurrentTrace;
import io.decisionos.gateway.trace.OpenSpan;
import io.decisionos.gateway.trace.Span;
import io.decisionos.gateway.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;

/** Makes a span of each question that is a part of what is traced. Thread-safe. */
record QuestionSpans(Tracer tracer) {

  /**
   * Asks, with a span around it if the trace is kept.
   *
   * @param trace what the question is a part of; if that is not said, what the thread works for
   * @param send asks, and hands the trace on
   */
  <A> Future<A> of(
      Channel<?, A> channel,
      Object question,
      Optional<String> trace,
      Function<Optional<String>, Future<A>> send) {
    Optional<String> parent = trace.or(CurrentTrace::get);
    Optional<OpenSpan> begun = tracer.under(parent, channel.address(), Span.Kind.INTERNAL);
    if (begun.isEmpty()) {
      return send.apply(trace);
    }
    OpenSpan span = begun.get();
    span.note("messaging.system", "vertx");
    span.note("messaging.destination.name", channel.address());
    InFlight.party(question).ifPresent(party -> span.note("decisionos.tenant", party.toString()));
    Promise<A> heard = Promise.promise();
    send.apply(Optional.of(span.header()))
        .onComplete(
            answer -> {
              if (answer.failed()) {
                span.fail(reason(answer.cause()));
              }
              span.end();
              CurrentTrace.during(parent, () -> heard.handle(answer));
            });
    return heard.future();
  }

  private static String reason(Throwable cause) {
    return cause instanceof ProblemException expected
        ? expected.problem().type().reasonCode()
        : cause.getClass().getSimpleName();
  }
}
