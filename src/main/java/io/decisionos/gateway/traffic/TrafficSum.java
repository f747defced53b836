package io.decisionos.gateway.traffic;

/** What was asked over several periods. */
public record TrafficSum(long requests, long limited, long clientErrors, long serverErrors) {
  static TrafficSum of(TrafficRow row) {
    return new TrafficSum(row.requests(), row.limited(), row.clientErrors(), row.serverErrors());
  }

  TrafficSum plus(TrafficSum other) {
    return new TrafficSum(
        requests + other.requests,
        limited + other.limited,
        clientErrors + other.clientErrors,
        serverErrors + other.serverErrors);
  }

  TrafficSum minus(TrafficSum other) {
    return new TrafficSum(
        requests - other.requests,
        limited - other.limited,
        clientErrors - other.clientErrors,
        serverErrors - other.serverErrors);
  }
}
