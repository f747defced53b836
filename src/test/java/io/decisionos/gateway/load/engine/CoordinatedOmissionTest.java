package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.load.engine.FreezingServer.Freeze;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The tool's proof: what it reports of a server whose every answer is known beforehand. */
class CoordinatedOmissionTest {

  private static final List<Freeze> FREEZES = List.of(new Freeze(3, 9), new Freeze(11, 11.5));
  private static final double SECONDS = 14;
  private static final double RATE = 40;
  private static final List<Integer> DELAYS_MS = List.of(200, 400, 800);
  private static final double[] PERCENTILES = {5, 10, 20, 30, 45, 50, 60, 75, 80, 90, 95, 99, 100};

  private static final String SCENARIO =
      """
      {'name': 'freezes', 'connections': 1000, 'timeout_ms': 20000,
       'tenants': [{'id': '200'}, {'id': '400'}, {'id': '800'}],
       'requests': [{'name': 'delay', 'path': '/delay/${tenant}'}],
       'phases': [{'name': 'all', 'rate': 120, 'seconds': 14}]}
      """;

  @Test
  void everyPercentileIsWithinTwoPercentOfTheAnalyticOne() {
    RunResult result = bestRun();

    List<Double> known = analyticMillis();
    Histogram measured = result.ledger().totals().latency();
    assertThat(measured.getTotalCount()).isEqualTo(known.size());
    for (double percentile : PERCENTILES) {
      double expected = at(known, percentile);
      assertThat(measured.getValueAtPercentile(percentile) / 1000.0)
          .as("p%s", percentile)
          .isCloseTo(expected, twoPercentOf(expected));
    }
  }

  @Test
  void timesFromTheRealSendWouldHaveHiddenTheFreezeWhereTheToolWaitedForItsConnections() {
    String few = SCENARIO.replace("1000", "4").replace("120", "6").replace("14", "9");
    try (var server = new FreezingServer(List.of(new Freeze(1, 7)))) {
      var totals = Runs.run(Runs.scenario(server.uri(), few)).ledger().totals();

      assertThat(totals.service().getValueAtPercentile(50)).isLessThan(900_000);
      assertThat(totals.latency().getValueAtPercentile(50)).isGreaterThan(2_000_000);
    }
  }

  /** On a busy machine a run may not count; the tool says so, and it is worth another try. */
  private static RunResult bestRun() {
    RunResult result = run();
    for (int again = 0; again < 2 && isInvalid(result); again++) {
      result = run();
    }
    return result;
  }

  private static RunResult run() {
    try (var server = new FreezingServer(FREEZES)) {
      return Runs.run(Runs.scenario(server.uri(), SCENARIO));
    }
  }

  private static boolean isInvalid(RunResult result) {
    return result.verdict().state() == Verdict.State.INVALID;
  }

  /** Every latency of the run, sorted, from the model alone. */
  private static List<Double> analyticMillis() {
    var all = new ArrayList<Double>();
    for (int delay : DELAYS_MS) {
      for (int n = 0; n < SECONDS * RATE; n++) {
        double arrival = n / RATE;
        double answered = FreezingServer.answeredAt(arrival, delay / 1000.0, FREEZES);
        all.add((answered - arrival) * 1000);
      }
    }
    return all.stream().sorted().toList();
  }

  private static double at(List<Double> sorted, double percentile) {
    int rank = (int) Math.ceil(percentile / 100 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  private static Offset<Double> twoPercentOf(double value) {
    return within(value * 0.02);
  }
}
