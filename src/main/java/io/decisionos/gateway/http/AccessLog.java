package io.decisionos.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One JSON line for a sampled request, under the logger {@code access}. Off by default.
 * Thread-safe.
 */
final class AccessLog {
  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final double NANOS_PER_MILLI = 1e6;

  private static final int SHOWN_CHARACTERS = 500;

  private final String listener;
  private final DoubleSupplier sample;

  /** What a request came to, and how long it took. */
  record Outcome(int status, Optional<String> reasonCode, long nanos) {}

  /**
   * A log.
   *
   * @param listener whose requests these are
   * @param sample the share of requests to show, from 0 to 1, asked anew for each
   */
  AccessLog(String listener, DoubleSupplier sample) {
    this.listener = listener;
    this.sample = sample;
  }

  /** Whether this request is among those that are shown. */
  boolean shows() {
    double share = sample.getAsDouble();
    return share > 0 && (share >= 1 || ThreadLocalRandom.current().nextDouble() < share);
  }

  void write(HttpServerRequest request, Exchange exchange, Outcome outcome) {
    LoggingEventBuilder line =
        ACCESS
            .atInfo()
            .addKeyValue("listener", listener)
            .addKeyValue("method", request.method().name())
            .addKeyValue("path", shown(request.path()))
            .addKeyValue("status", outcome.status())
            .addKeyValue("request_id", exchange.requestId())
            .addKeyValue(
                "tenant", exchange.tenant().map(tenant -> tenant.id().value()).orElse(null))
            .addKeyValue("route", exchange.route().map(Route::template).orElse(null))
            .addKeyValue("reason_code", outcome.reasonCode().orElse(null))
            .addKeyValue("ms", outcome.nanos() / NANOS_PER_MILLI);
    exchange
        .trace()
        .map(trace -> line.addKeyValue("traceparent", trace))
        .orElse(line)
        .log("request");
  }

  /** Without its query, which may hold what is nobody's business; nobody reads more of it. */
  private static String shown(String path) {
    return path == null || path.length() <= SHOWN_CHARACTERS
        ? path
        : path.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
