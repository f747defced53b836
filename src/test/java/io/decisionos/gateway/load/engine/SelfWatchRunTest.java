package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.Verdict;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A tool that could not keep its schedule says so, and its figures do not count. */
class SelfWatchRunTest {

  private static final long EVERY_MS = 100;

  private static final String SCENARIO =
      """
      {'name': 'self', 'connections': 8, 'timeout_ms': 2000,
       'tenants': [{'id': 'default'}],
       'requests': [{'name': 'now', 'path': '/delay/1'}],
       'phases': [{'name': 'all', 'rate': 200, 'seconds': 2}],
       'thresholds': [{'error_rate': 0}]}
      """;

  @Test
  void aToolWhoseEventLoopIsStalledIsInvalid() {
    RunResult result = run(SCENARIO, 0.5);

    assertThat(result.verdict().state()).isEqualTo(Verdict.State.INVALID);
    assertThat(result.verdict().reasons()).anyMatch(reason -> reason.startsWith("late sends:"));
  }

  @Test
  void aToolThatCannotMakeTheRateIsInvalidAndStillEndsOnTime() {
    long start = System.nanoTime();

    RunResult result = run(SCENARIO.replace("'rate': 200", "'rate': 1000000"), 0.9);

    assertThat(result.verdict().state()).isEqualTo(Verdict.State.INVALID);
    assertThat(result.verdict().reasons()).anyMatch(reason -> reason.startsWith("unsent:"));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
  }

  @Test
  void whatIsInvalidIsNotAlsoMissed() {
    String missed = SCENARIO.replace("{'error_rate': 0}", "{'max_ms': 0}");

    assertThat(run(missed, 0.5).verdict().state()).isEqualTo(Verdict.State.INVALID);
    assertThat(run(missed, 0).verdict().state()).isNotEqualTo(Verdict.State.PASSED);
  }

  private static RunResult run(String scenario, double stalled) {
    try (var server = new FreezingServer(List.of())) {
      return Runs.run(Runs.scenario(server.uri(), scenario), vertx -> stall(vertx, stalled));
    }
  }

  /** Takes a share of the event loop's time, in a piece of each 100 ms. */
  private static void stall(Vertx vertx, double share) {
    if (share > 0) {
      long piece = (long) (share * TimeUnit.MILLISECONDS.toNanos(EVERY_MS));
      vertx.setPeriodic(EVERY_MS, tick -> spin(piece));
    }
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
