package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.TrafficHistory;
import io.decisionos.gateway.traffic.TrafficRow;
import io.decisionos.gateway.traffic.TrafficSum;
import io.decisionos.gateway.work.LoopWatch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Traffic as operators read it. */
final class TrafficJson {
  private static final int MINUTE_SECONDS = 60;
  private static final int RATE_SECONDS = 10;
  private static final int MOST_TENANTS = 10;
  private static final double NANOS_PER_MILLI = 1e6;

  private TrafficJson() {}

  /**
   * The traffic of one tenant or of all.
   *
   * @param seconds how many seconds back the rows by second reach
   */
  static JsonObject of(TrafficHistory history, Optional<TenantId> tenant, int seconds) {
    long complete = history.tenantsCompleteSince();
    return new JsonObject()
        .put("tenant_id", tenant.map(TenantId::value).orElse(null))
        .put("latest", latest(history, tenant))
        .put("seconds", rows(history.seconds(tenant, seconds)))
        .put("minutes", rows(history.minutes(tenant)))
        .put("complete_since", Instant.ofEpochSecond(complete).toString());
  }

  private static JsonArray rows(List<TrafficRow> rows) {
    var array = new JsonArray();
    rows.forEach(row -> array.add(row.json()));
    return array;
  }

  private static JsonObject latest(TrafficHistory history, Optional<TenantId> tenant) {
    List<TrafficRow> minute = history.seconds(tenant, MINUTE_SECONDS);
    List<TrafficRow> rated = history.seconds(tenant, RATE_SECONDS);
    List<TrafficRow> minutes = history.minutes(tenant);
    Optional<TrafficRow> last =
        minute.isEmpty() ? Optional.empty() : Optional.of(minutes.get(minutes.size() - 1));
    return new JsonObject()
        .put("requests_per_second", sum(rated, TrafficRow::requests) / (double) RATE_SECONDS)
        .put("requests", sum(minute, TrafficRow::requests))
        .put("limited", sum(minute, TrafficRow::limited))
        .put("client_errors", sum(minute, TrafficRow::clientErrors))
        .put("server_errors", sum(minute, TrafficRow::serverErrors))
        .put("p50_ms", last.map(TrafficRow::p50).orElse(null))
        .put("p95_ms", last.map(TrafficRow::p95).orElse(null))
        .put("p99_ms", last.map(TrafficRow::p99).orElse(null));
  }

  private static long sum(List<TrafficRow> rows, ToIntFunction<TrafficRow> part) {
    return rows.stream().mapToLong(part::applyAsInt).sum();
  }

  /** The tenants with the most requests in the last minute. */
  static JsonArray busiest(TrafficHistory history) {
    var array = new JsonArray();
    history
        .busiest(MOST_TENANTS)
        .forEach(
            entry ->
                array.add(
                    new JsonObject()
                        .put("tenant_id", entry.getKey().value())
                        .mergeIn(sum(entry.getValue()))));
    return array;
  }

  /** The requests of the last minute that were no tenant's. */
  static JsonObject nobody(TrafficHistory history) {
    return sum(history.nobody());
  }

  private static JsonObject sum(TrafficSum sum) {
    return new JsonObject()
        .put("requests", sum.requests())
        .put("limited", sum.limited())
        .put("client_errors", sum.clientErrors())
        .put("server_errors", sum.serverErrors());
  }

  /** How full the bus's channels are. */
  static JsonArray channels(List<Bus.Depth> depths) {
    var array = new JsonArray();
    depths.forEach(
        depth ->
            array.add(
                new JsonObject()
                    .put("channel", depth.channel())
                    .put("in_flight", depth.inFlight())
                    .put("bound", depth.capacity())));
    return array;
  }

  /** How late the event loops are. */
  static JsonArray loops(List<LoopWatch.State> loops) {
    var array = new JsonArray();
    loops.forEach(
        loop ->
            array.add(
                new JsonObject()
                    .put("loop", loop.name())
                    .put("lag_ms", loop.lag().toNanos() / NANOS_PER_MILLI)));
    return array;
  }
}
