package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Keeps account of finished exchanges. Confined to one event loop. */
final class ExchangeRecorder {
  private final RequestMeters meters;
  private final Optional<LoopTally> tally;
  private final AccessLog accessLog;
  private final ExchangeAudit audit;

  /**
   * A recorder.
   *
   * @param tally counts what tenants ask; empty where no tenant asks
   */
  ExchangeRecorder(
      RequestMeters meters, Optional<LoopTally> tally, AccessLog accessLog, ExchangeAudit audit) {
    this.meters = meters;
    this.tally = tally;
    this.accessLog = accessLog;
    this.audit = audit;
  }

  /** Notes that the answer is on its way out. */
  void record(HttpServerRequest request, Exchange exchange, int status, Optional<Problem> problem) {
    Optional<String> reasonCode = problem.map(refused -> refused.type().reasonCode());
    long nanos = System.nanoTime() - exchange.startNanos();
    meters.record(exchange, status, reasonCode, nanos);
    if (tally.isPresent()) {
      tally.get().record(exchange.concerned(), status, nanos);
    }
    accessLog.write(exchange, status, reasonCode, nanos);
    audit.note(request, exchange, status, problem);
  }
}
