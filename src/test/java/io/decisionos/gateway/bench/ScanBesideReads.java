package io.decisionos.gateway.bench;

import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.Verdict;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What full scans of evidence do to the hot read: its p99 and the lag of the event loops at 30 % of
 * capacity, in rounds without and with a scan in turn, which finds all files to be new. Capacity is
 * what the gateway serves to the same tool on the same machine, with nothing pinned: load, gateway
 * and scan share its cores. A round in which the tool could not keep its schedule does not count
 * and is done again.
 */
public final class ScanBesideReads {
  private static final int SECONDS = 10;
  private static final int ROUNDS = 9;
  private static final int MOST_TRIES = 3 * ROUNDS;
  private static final Pattern LAG =
      Pattern.compile("(?m)^gateway_event_loop_lag_seconds\\S* (\\S+)$");

  private final ScanStage stage;
  private final List<Round> still = new ArrayList<>();
  private final List<Round> scanning = new ArrayList<>();
  private int invalid;

  private ScanBesideReads(ScanStage stage) {
    this.stage = stage;
  }

  private record Round(double p50, double p99, double lag) {}

  /** Prints a table; the argument says how many files there are. */
  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (var stage = ScanStage.open(0, files)) {
      new ScanBesideReads(stage).run();
    }
  }

  private void run() throws Exception {
    // Not counted: both are JVMs, and slow until they are warm; so is the code of a scan.
    stage.moveIn();
    endScan();
    int rate = stage.thirtyPercent();
    for (int tries = 0; tries < MOST_TRIES && scanning.size() < ROUNDS; tries++) {
      round(rate, still);
      var begin = new Thread(this::beginScan);
      begin.start();
      round(rate, scanning);
      begin.join();
      endScan();
    }
    Report.line("| | p50 | p99 | worst lag of an event loop |");
    Report.line("|---|---|---|---|");
    print("without a scan", still);
    print("during full scans", scanning);
    Report.line(
        "p99 %.2f times; %d rounds did not count, as the tool was late",
        median(scanning, Round::p99) / median(still, Round::p99), invalid);
  }

  private void round(int rate, List<Round> rounds) throws IOException, InvalidScenario {
    lag();
    RunResult result = stage.load(rate, SECONDS);
    var latency = result.ledger().totals().latency();
    var round =
        new Round(
            latency.getValueAtPercentile(50) / 1e3,
            latency.getValueAtPercentile(99) / 1e3,
            lag() * 1e3);
    Report.progress(round + " " + result.verdict().reasons());
    if (result.verdict().state() == Verdict.State.INVALID) {
      invalid++;
    } else {
      rounds.add(round);
    }
  }

  private static void print(String when, List<Round> rounds) {
    Report.line(
        "| %s, median of %d rounds | %.2f ms | %.2f ms | %.1f ms |",
        when,
        rounds.size(),
        median(rounds, Round::p50),
        median(rounds, Round::p99),
        median(rounds, Round::lag));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** Puts all files into the root, a little after the requests have begun, and has them read. */
  private void beginScan() {
    try {
      Thread.sleep(2000);
      stage.moveIn();
      stage.scan();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until they are read and takes them away again. */
  private void endScan() throws IOException {
    JsonObject status = stage.scan();
    Report.progress("at its end the scan was at " + status.getJsonObject("progress"));
    settle();
    stage.moveOut();
    settle();
  }

  private void settle() throws IOException {
    while (stage.scan().getBoolean("scanning")) {
      Report.progress("the scan goes on");
    }
  }

  /** The worst since it was last asked for. */
  private double lag() throws IOException {
    double worst = 0;
    try (var in = stage.ops("/metrics").openStream()) {
      Matcher found = LAG.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (found.find()) {
        worst = Math.max(worst, Double.parseDouble(found.group(1)));
      }
    }
    return worst;
  }
}
