package io.decisionos.gateway.otlp;

import io.decisionos.gateway.trace.Tracer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many spans reach the receiver, and how many do not. Thread-safe. */
public final class OtlpMeters {
  private static final String NAME = "gateway.trace.spans";
  private static final String WHAT = "Spans of requests that are traced, by result";
  private static final String RESULT = "result";

  private final Counter delivered;
  private final Counter undelivered;

  /**
   * Meters in a registry.
   *
   * @param tracer counts the spans for which it has no room
   */
  public OtlpMeters(MeterRegistry meters, Tracer tracer) {
    this.delivered = counter(meters, "delivered");
    this.undelivered = counter(meters, "refused");
    FunctionCounter.builder(NAME, tracer, Tracer::dropped)
        .description(WHAT)
        .tag(RESULT, "dropped")
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder(NAME).description(WHAT).tag(RESULT, result).register(meters);
  }

  void delivered(int spans) {
    delivered.increment(spans);
  }

  void dropped(int spans) {
    undelivered.increment(spans);
  }
}
