package io.decisionos.gateway.bench;

import io.decisionos.gateway.bench.Contestant.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * Rounds in which every contestant has its turns, so that what disturbs the machine disturbs all.
 *
 * @param count how many
 * @param warmUpSeconds of each contestant before the first
 * @param seconds of each contestant in a round
 * @param turn for how long one is loaded before the next is
 */
record Rounds(int count, long warmUpSeconds, long seconds, Duration turn) {

  /** Rounds of turns of a second. */
  Rounds(int count, long warmUpSeconds, long seconds) {
    this(count, warmUpSeconds, seconds, Duration.ofSeconds(1));
  }

  /** The same time in shorter turns, of which fewer differ by what the machine does meanwhile. */
  Rounds inTurnsOf(Duration shorter) {
    return new Rounds(count, warmUpSeconds, seconds, shorter);
  }

  /** Runs them, and prints a table of ratios against the first contestant. */
  void compare(List<Contestant> contestants) throws IOException {
    for (Contestant one : contestants) {
      Report.progress("warming up " + one.name());
      one.work(Duration.ofSeconds(warmUpSeconds));
    }
    var found = new double[contestants.size()][count];
    for (int round = 0; round < count; round++) {
      Work[] works = round(contestants);
      for (int i = 0; i < found.length; i++) {
        found[i][round] = works[i].perCpuSecond();
      }
      Report.progress("round " + (round + 1) + " of " + count);
    }
    print(contestants, found);
  }

  /** A turn of each, and back: a machine that slows down meanwhile slows down all. */
  private Work[] round(List<Contestant> contestants) throws IOException {
    var works = new Work[contestants.size()];
    Arrays.fill(works, Work.NONE);
    long turns = Duration.ofSeconds(seconds).dividedBy(turn);
    for (long n = 0; n < turns; n++) {
      for (int place = 0; place < works.length; place++) {
        int i = n % 2 == 0 ? place : works.length - 1 - place;
        works[i] = works[i].and(contestants.get(i).work(turn));
      }
    }
    return works;
  }

  private static void print(List<Contestant> contestants, double[][] found) {
    Report.line(
        "| server | requests a CPU-second, median | ratio: lower quartile | median | upper |");
    Report.line("|---|---|---|---|---|");
    for (int i = 0; i < found.length; i++) {
      double[] ratios = new double[found[i].length];
      Arrays.setAll(ratios, ratio(found, i));
      Report.line(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.3f | %.3f | %.3f |",
              contestants.get(i).name(),
              quartile(found[i], 2),
              quartile(ratios, 1),
              quartile(ratios, 2),
              quartile(ratios, 3)));
    }
  }

  private static IntToDoubleFunction ratio(double[][] found, int i) {
    return round -> found[i][round] / found[0][round];
  }

  private static double quartile(double[] values, int which) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * which / 4)];
  }
}
