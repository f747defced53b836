package io.decisionos.gateway.http;

import java.util.Optional;

/** Keeps account of finished exchanges. Confined to one event loop. */
final class ExchangeRecorder {
  private final RequestMeters meters;
  private final AccessLog accessLog;

  ExchangeRecorder(RequestMeters meters, AccessLog accessLog) {
    this.meters = meters;
    this.accessLog = accessLog;
  }

  /** Notes that the answer is on its way out. */
  void record(Exchange exchange, int status, Optional<String> reasonCode) {
    long nanos = System.nanoTime() - exchange.startNanos();
    meters.record(exchange, status, reasonCode, nanos);
    accessLog.write(exchange, status, reasonCode, nanos);
  }
}
