package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** Keeps account of finished exchanges. Confined to one event loop. */
final class ExchangeRecorder {
  private static final int SERVER_ERROR = 500;

  private final RequestMeters meters;
  private final Optional<LoopTally> tally;
  private final AccessLog accessLog;
  private final ExchangeAudit audit;
  private final List<AnswerObserver> observers;

  /**
   * A recorder.
   *
   * @param tally counts what tenants ask; empty where no tenant asks
   * @param observers hear of tenants' answers
   */
  ExchangeRecorder(
      RequestMeters meters,
      Optional<LoopTally> tally,
      AccessLog accessLog,
      ExchangeAudit audit,
      List<AnswerObserver> observers) {
    this.meters = meters;
    this.tally = tally;
    this.accessLog = accessLog;
    this.audit = audit;
    this.observers = observers;
  }

  /** Notes that the answer is on its way out. */
  void record(HttpServerRequest request, Exchange exchange, int status, Optional<Problem> problem) {
    Optional<String> reasonCode = problem.map(refused -> refused.type().reasonCode());
    long nanos = System.nanoTime() - exchange.startNanos();
    meters.record(exchange, status, reasonCode, nanos);
    if (tally.isPresent()) {
      tally.get().record(exchange.concerned(), status, nanos);
    }
    if (accessLog.shows()) {
      accessLog.write(request, exchange, new AccessLog.Outcome(status, reasonCode, nanos));
    }
    audit.note(request, exchange, status, problem);
    if (status < SERVER_ERROR) {
      exchange.served();
    }
    if (exchange.tenant().isPresent()) {
      tell(exchange, status, problem, nanos);
    }
  }

  private void tell(Exchange exchange, int status, Optional<Problem> problem, long nanos) {
    var answered =
        new Answered(
            exchange.tenant().orElseThrow(),
            status,
            problem.map(Problem::type),
            exchange.isStream(),
            nanos);
    for (AnswerObserver observer : observers) {
      observer.answered(answered);
    }
  }
}
