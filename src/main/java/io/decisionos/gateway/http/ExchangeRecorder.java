package io.decisionos.gateway.http;

import java.util.Optional;

/** Keeps account of finished exchanges. Confined to one event loop. */
final class ExchangeRecorder {
  private final RequestMeters meters;
  private final Optional<LoopTally> tally;
  private final AccessLog accessLog;

  /**
   * A recorder.
   *
   * @param tally counts what tenants ask; empty where no tenant asks
   */
  ExchangeRecorder(RequestMeters meters, Optional<LoopTally> tally, AccessLog accessLog) {
    this.meters = meters;
    this.tally = tally;
    this.accessLog = accessLog;
  }

  /** Notes that the answer is on its way out. */
  void record(Exchange exchange, int status, Optional<String> reasonCode) {
    long nanos = System.nanoTime() - exchange.startNanos();
    meters.record(exchange, status, reasonCode, nanos);
    if (tally.isPresent()) {
      tally.get().record(exchange.tenant(), status, nanos);
    }
    accessLog.write(exchange, status, reasonCode, nanos);
  }
}
