package io.decisionos.gateway.app;

import io.decisionos.gateway.otlp.OtlpMeters;
import io.decisionos.gateway.otlp.OtlpSettings;
import io.decisionos.gateway.otlp.OtlpVerticle;
import io.decisionos.gateway.text.Version;
import io.decisionos.gateway.trace.Tracer;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How traces are put together.
 *
 * @param tracer empty if the settings name no receiver: then nothing of traces is loaded
 */
record TracesPart(OtlpSettings settings, Optional<Tracer> tracer) {

  static TracesPart of(OtlpSettings settings, Clock clock) {
    // No lambda that gives a tracer: linking it would load the class.
    return settings.endpoint().isEmpty()
        ? new TracesPart(settings, Optional.empty())
        : new TracesPart(settings, Optional.of(tracer(settings, clock)));
  }

  private static Tracer tracer(OtlpSettings settings, Clock clock) {
    return new Tracer(settings.sample(), clock, () -> ThreadLocalRandom.current().nextLong());
  }

  /**
   * Begins to send.
   *
   * @param name by which operators tell this gateway from others, if they gave it one
   */
  Future<Void> start(Parts parts, MeterRegistry meters, Optional<String> name) {
    if (tracer.isEmpty()) {
      return Future.succeededFuture();
    }
    Map<String, String> resource =
        Map.of(
            "service.name", "decisionos-gateway",
            "service.version", Version.text(),
            "service.instance.id", name.orElseGet(() -> UUID.randomUUID().toString()));
    var measured = new OtlpMeters(meters, tracer.get());
    return parts.worker("traces", new OtlpVerticle(tracer.get(), settings, resource, measured));
  }
}
