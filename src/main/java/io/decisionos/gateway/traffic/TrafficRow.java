package io.decisionos.gateway.traffic;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * The traffic of one second or minute, small enough to keep many. Immutable.
 *
 * @param at when it began, in seconds since 1970
 */
public record TrafficRow(
    long at,
    int requests,
    int limited,
    int clientErrors,
    int serverErrors,
    float p50,
    float p95,
    float p99) {

  static TrafficRow of(long at, Tally tally) {
    return new TrafficRow(
        at,
        tally.requests(),
        tally.limited(),
        tally.clientErrors(),
        tally.serverErrors(),
        (float) tally.millisAt(0.5),
        (float) tally.millisAt(0.95),
        (float) tally.millisAt(0.99));
  }

  /** The row as operators read it. */
  public JsonObject json() {
    return new JsonObject()
        .put("at", Instant.ofEpochSecond(at).toString())
        .put("requests", requests)
        .put("limited", limited)
        .put("client_errors", clientErrors)
        .put("server_errors", serverErrors)
        .put("p50_ms", p50)
        .put("p95_ms", p95)
        .put("p99_ms", p99);
  }
}
