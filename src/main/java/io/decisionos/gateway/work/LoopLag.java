package io.decisionos.gateway.work;

import io.decisionos.gateway.work.LoopWatch.Stall;
import io.decisionos.gateway.work.LoopWatch.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how late an event loop runs its timers: what a request waits there before anything looks
 * at it. Written by its loop and by the watch, read by anybody.
 */
final class LoopLag {
  private static final long PERIOD_MS = 100;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LOOKS_OF_A_STALL = 4;

  private final Thread thread;
  private final AtomicLong worstSinceScrape = new AtomicLong();
  private volatile long ticked = System.nanoTime();
  private volatile long late;
  private volatile Optional<Stall> stall = Optional.empty();
  private long seen;
  private int looksInVain;

  private LoopLag(Thread thread) {
    this.thread = thread;
  }

  /** Begins to measure the calling event loop, for as long as its verticle is deployed. */
  static LoopLag measure(Vertx vertx, MeterRegistry meters) {
    var lag = new LoopLag(Thread.currentThread());
    Gauge.builder(
            "gateway.event.loop.lag", lag, l -> l.worstSinceScrape.getAndSet(0) / NANOS_PER_SECOND)
        .description("The longest that the loop was late since the last scrape")
        .baseUnit("seconds")
        .tag("loop", lag.thread.getName())
        .register(meters);
    vertx.setPeriodic(PERIOD_MS, id -> lag.tick());
    return lag;
  }

  private void tick() {
    long now = System.nanoTime();
    late = Math.max(0, now - ticked - TimeUnit.MILLISECONDS.toNanos(PERIOD_MS));
    worstSinceScrape.accumulateAndGet(late, Math::max);
    ticked = now;
  }

  /** Looks whether the loop has moved since the last look; called by the watch alone. */
  void look(Instant now) {
    long tick = ticked;
    looksInVain = tick == seen ? looksInVain + 1 : 0;
    seen = tick;
    boolean goesOn = stall.isPresent() && stall.get().ended().isEmpty();
    if (looksInVain >= LOOKS_OF_A_STALL) {
      Duration length = Duration.ofNanos(System.nanoTime() - tick);
      String where = goesOn ? stall.get().where() : culprit();
      stall = Optional.of(new Stall(now.minus(length), length, where, Optional.empty()));
    } else if (goesOn) {
      Stall over = stall.get();
      stall = Optional.of(new Stall(over.began(), over.length(), over.where(), Optional.of(now)));
    }
  }

  /** The innermost code on the loop's stack that is not the JDK's. */
  private String culprit() {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame -> !frame.getClassName().matches("(java|javax|jdk|sun)\\..*"))
        .findFirst()
        .map(
            frame ->
                "%s.%s(%s:%d)"
                    .formatted(
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()))
        .orElse("code that was not seen");
  }

  /** The state; a stall that ended before the given moment is forgotten. */
  State state(Instant forgotten) {
    long waiting = System.nanoTime() - ticked - TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
    return new State(
        thread.getName(),
        Duration.ofNanos(Math.max(late, waiting)),
        stall.filter(s -> s.ended().map(end -> end.isAfter(forgotten)).orElse(true)));
  }
}
