package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.scenario.Phase;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.Scenario.Wire;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes the tool quick before anything is sent to the target: plays the scenario's own requests to
 * a server of the tool's own, a second at a time, until what that takes gets no better and the
 * compiler has nothing more to do. A JVM that still compiles itself would charge the target with
 * that.
 */
public final class WarmUp {

  private static final double SECONDS = 1;
  private static final double LEAST_RATE = 10_000;
  private static final double MOST_RATE = 20_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Scenario scenario;
  private final BooleanSupplier enough;
  private final Standstill standstill = new Standstill();

  /**
   * A warm-up for one scenario.
   *
   * @param vertx the one loop on which the scenario will run
   * @param enough asked once a second whether to leave it at that
   */
  public WarmUp(Vertx vertx, Scenario scenario, BooleanSupplier enough) {
    this.vertx = vertx;
    this.scenario = scenario;
    this.enough = enough;
  }

  /**
   * Warms up; blocks the caller, who is no event loop.
   *
   * @param most when it ends at the latest, give or take two seconds
   * @return whether the tool's figures stood still
   */
  public boolean run(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    NothingServer nothing = NothingServer.open().await();
    try {
      while (!standstill.reached() && !enough.getAsBoolean() && System.nanoTime() - end < 0) {
        long compiled = JitCompiler.millis();
        double p99 = p99Micros(slice(nothing.uri()));
        standstill.add(p99, JitCompiler.millis() - compiled);
      }
      return standstill.reached();
    } finally {
      nothing.close().await();
    }
  }

  private RunResult slice(URI nothing) {
    Scenario slice =
        scenario.slice(new Wire(nothing, scenario.wire().connections(), TIMEOUT), rate(), SECONDS);
    return new LoadRun(vertx, slice, progress -> {}).run().await();
  }

  /** The scenario's own, if that is neither too slow to warm anything nor beyond the tool. */
  private double rate() {
    double most =
        scenario.plan().phases().stream()
            .filter(Phase.Open.class::isInstance)
            .map(Phase.Open.class::cast)
            .mapToDouble(open -> open.pace().most())
            .max()
            .orElse(LEAST_RATE);
    return Math.max(LEAST_RATE, Math.min(MOST_RATE, most));
  }

  private static double p99Micros(RunResult slice) {
    var latency = slice.ledger().totals().latency();
    return latency.getTotalCount() == 0
        ? TimeUnit.SECONDS.toMicros(1)
        : latency.getValueAtPercentile(99);
  }
}
