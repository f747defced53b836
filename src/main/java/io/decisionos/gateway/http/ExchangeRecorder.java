package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.traffic.Answered;
import io.decisionos.gateway.traffic.LoopTally;
import io.decisionos.gateway.traffic.RequestMeters;
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
   * @param tally counts what tenants ask; empty if no tenant asks
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
  void record(
      HttpServerRequest request,
      Exchange exchange,
      Responses.Sent sent,
      Optional<Problem> problem) {
    int status = sent.status();
    Optional<String> reasonCode = problem.map(refused -> refused.type().reasonCode());
    long nanos = System.nanoTime() - exchange.startNanos();
    Optional<Route> route = exchange.route();
    String template = route.isPresent() ? route.get().template() : RequestMeters.NO_ROUTE;
    var series = new RequestMeters.Series(template, status, reasonCode.orElse(""));
    meters.record(series, nanos, exchange.span());
    countByTenant(exchange, reasonCode);
    if (tally.isPresent()) {
      tally.get().record(exchange.concerned(), status, nanos);
    }
    if (accessLog.shows()) {
      accessLog.write(request, exchange, new AccessLog.Outcome(status, reasonCode, nanos));
    }
    audit.note(request, exchange, status, problem);
    exchange.answered(status < SERVER_ERROR);
    if (exchange.concerned().isPresent()) {
      var volume =
          new Answered.Volume(
              request.bytesRead(), sent.bytes(), exchange.operations(), exchange.events());
      tell(exchange, status, problem.map(Problem::type), nanos, volume);
    }
  }

  private void countByTenant(Exchange exchange, Optional<String> reasonCode) {
    if (exchange.tenant().isPresent()) {
      meters.countServed(exchange.tenant().get().id(), reasonCode);
    } else if (exchange.concerned().isPresent()) {
      meters.countRefused(exchange.concerned().get());
    }
  }

  private void tell(
      Exchange exchange,
      int status,
      Optional<ProblemType> problem,
      long nanos,
      Answered.Volume volume) {
    var answered =
        new Answered(
            exchange.concerned().get(),
            exchange.tenant(),
            status,
            problem,
            exchange.isStream(),
            nanos,
            volume);
    for (AnswerObserver observer : observers) {
      observer.answered(answered);
    }
  }

  /** Notes that a tenant's stream has sent so much more. */
  void streamed(TenantId tenant, long bytes) {
    for (AnswerObserver observer : observers) {
      observer.streamed(tenant, bytes);
    }
  }

  /** Notes that nothing is answered any more. */
  void close() {
    observers.forEach(AnswerObserver::close);
  }
}
