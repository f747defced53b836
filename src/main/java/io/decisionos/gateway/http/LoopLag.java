package io.decisionos.gateway.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how late an event loop runs its timers: what a request waits there before anything looks
 * at it. Written by its loop, read by scrapes.
 */
final class LoopLag {
  private static final long PERIOD_MS = 100;
  private static final double NANOS_PER_SECOND = 1e9;

  private final AtomicLong worstSinceScrape = new AtomicLong();
  private long expected;

  private LoopLag() {}

  /** Begins to measure the calling event loop, for as long as its verticle is deployed. */
  static void measure(Vertx vertx, MeterRegistry meters) {
    var lag = new LoopLag();
    Gauge.builder(
            "gateway.event.loop.lag", lag, l -> l.worstSinceScrape.getAndSet(0) / NANOS_PER_SECOND)
        .description("The longest that the loop was late since the last scrape")
        .baseUnit("seconds")
        .tag("loop", Thread.currentThread().getName())
        .register(meters);
    lag.expect();
    vertx.setPeriodic(PERIOD_MS, id -> lag.tick());
  }

  private void expect() {
    expected = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
  }

  private void tick() {
    long late = Math.max(0, System.nanoTime() - expected);
    worstSinceScrape.accumulateAndGet(late, Math::max);
    expect();
  }
}
