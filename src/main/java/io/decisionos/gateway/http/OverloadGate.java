package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Waits;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.limit.Limiters;
import io.decisionos.gateway.limit.Overload;
import io.decisionos.gateway.tenant.Tenant;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Turns away what could not be served in time. It measures how late its event loop is, and hears
 * how long questions wait at the workers. Who is turned away hears of it a little later: until then
 * nothing more is read of the connection, so that refusals cost less than the work they save.
 * Confined to one event loop.
 */
final class OverloadGate {
  private static final long TICK_MS = 10;
  // While nobody asks, the intervals alone go on: a hundred looks a second were half of what a
  // quiet loop cost.
  private static final long RESTING_TICK_MS = 100;
  // With fewer requests between two ticks there was no queue: a machine that is busy with others
  // makes a loop late as well, and refusing would not help.
  private static final int QUEUE = 64;
  private static final int LEAST_HOLD_MS = 100;
  private static final int MOST_HOLD_MS = 400;
  private static final int MOST_PAUSE_SECONDS = 5;

  private final Vertx vertx;
  private final Waits waits;
  private final Overload overload;
  private long timer;
  private long tickMs;
  private long armed;
  private int sinceTick;
  private long leastLate = Long.MAX_VALUE;

  private OverloadGate(Vertx vertx, Waits waits, Overload overload) {
    this.vertx = vertx;
    this.waits = waits;
    this.overload = overload;
  }

  /** Begins to measure the calling event loop. */
  static OverloadGate open(Vertx vertx, Waits waits, Limiters limiters, MeterRegistry meters) {
    Duration target = limiters.overloadTarget();
    var overload = new Overload(target, limiters.costs(), System.nanoTime());
    var gate = new OverloadGate(vertx, waits, overload);
    if (!target.isZero()) {
      Gauge.builder("gateway.overload.rate", overload, Overload::perSecond)
          .description(
              "Requests a second, of 0.1 ms each, that the loop lets in; infinite while it refuses"
                  + " none")
          .tag("loop", Thread.currentThread().getName())
          .register(meters);
      gate.arm(RESTING_TICK_MS);
    }
    return gate;
  }

  private void arm(long ms) {
    tickMs = ms;
    armed = System.nanoTime();
    timer = vertx.setTimer(ms, id -> tick(System.nanoTime()));
  }

  private void tick(long now) {
    long late = Math.max(0, now - armed - TimeUnit.MILLISECONDS.toNanos(tickMs));
    leastLate = Math.min(leastLate, sinceTick < QUEUE ? 0 : late);
    arm(sinceTick == 0 ? RESTING_TICK_MS : TICK_MS);
    sinceTick = 0;
    if (overload.isDue(now)) {
      overload.interval(now, Math.max(leastLate, waits.longest(now)));
      leastLate = Long.MAX_VALUE;
    }
  }

  private void answered(Tenant tenant, boolean served) {
    if (served) {
      overload.served(tenant.id());
    } else {
      overload.ended(tenant.id());
    }
  }

  /**
   * Lets a request pass whose tenant is known.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it could not be served in time
   */
  void check(Exchange exchange) {
    Tenant tenant = exchange.tenant().orElseThrow();
    if (tickMs == RESTING_TICK_MS) {
      vertx.cancelTimer(timer);
      arm(TICK_MS);
    }
    sinceTick++;
    if (overload.admit(tenant)) {
      exchange.onAnswered(served -> answered(tenant, served));
      return;
    }
    var random = ThreadLocalRandom.current();
    exchange.hold(Duration.ofMillis(random.nextInt(LEAST_HOLD_MS, MOST_HOLD_MS)));
    int seconds = random.nextInt(1, MOST_PAUSE_SECONDS + 1);
    throw Problem.of(
            ProblemType.GATEWAY_OVERLOADED,
            "The gateway has more to do than it can in time, and the tenant is over its fair share."
                + " Try again in "
                + seconds
                + " s, and send more slowly.")
        .retryAfter(Duration.ofSeconds(seconds))
        .asException();
  }
}
