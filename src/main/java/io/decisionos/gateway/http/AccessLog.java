package io.decisionos.gateway.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON line for a sampled request, under the logger {@code access}. Off by default.
 * Thread-safe.
 */
final class AccessLog {
  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final double NANOS_PER_MILLI = 1e6;

  private final DoubleSupplier sample;

  /**
   * A log.
   *
   * @param sample the share of requests to show, from 0 to 1, asked anew for each
   */
  AccessLog(DoubleSupplier sample) {
    this.sample = sample;
  }

  void write(Exchange exchange, int status, Optional<String> reasonCode, long nanos) {
    double share = sample.getAsDouble();
    if (share == 0 || (share < 1 && ThreadLocalRandom.current().nextDouble() >= share)) {
      return;
    }
    var line =
        new JsonObject()
            .put("tenant", exchange.tenant().map(tenant -> tenant.id().value()).orElse(null))
            .put("route", exchange.route().map(Route::template).orElse(null))
            .put("status", status)
            .put("reason_code", reasonCode.orElse(null))
            .put("ms", nanos / NANOS_PER_MILLI)
            .put("request_id", exchange.requestId());
    exchange.trace().ifPresent(trace -> line.put("traceparent", trace));
    ACCESS.info(line.encode());
  }
}
