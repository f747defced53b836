package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.CapacityModel;
import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import io.decisionos.gateway.capacity.CapacityModel.Origin;
import io.decisionos.gateway.capacity.Curve;
import io.decisionos.gateway.capacity.Kind;
import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.capacity.Step;
import io.decisionos.gateway.text.Version;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures a machine: for one event loop and for as many as the gateway has, once that is warm,
 * each kind of requests at more and more callers and at fewer and fewer again, then a mix that no
 * curve knows of.
 */
final class Calibration {
  private static final List<Integer> CHECKED = List.of(3, 12, 48);
  private static final List<Integer> WARMING = List.of(16);
  private static final int RUNS = Kind.values().length + 2;

  // Whoever is compiled meanwhile, the tool or the gateway, gets faster all the time, by a factor
  // of two to six, which no number of callers explains.
  private static final double TOOL_WARM_UP_SHARE = 1.0 / 3;
  private static final double MOST_TOOL_WARM_UP_SECONDS = 15;
  private static final double BETWEEN_SECONDS = 2.5;
  private static final double LEAST_SECONDS = 1;

  private final Bench bench;
  private final Clock clock;
  private final Consumer<String> progress;
  private final List<Curve> curves = new ArrayList<>();
  private final List<MixCheck> checks = new ArrayList<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private long peakBytes;

  Calibration(Bench bench, Clock clock, Consumer<String> progress) {
    this.bench = bench;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Takes about so long; what was measured may not suffice.
   *
   * @param loops how many event loops a gateway has here
   * @throws IOException if it cannot be measured, or at the first requests of which none is
   *     answered well: nothing that follows could count
   */
  CapacityModel run(double seconds, int loops) throws IOException {
    Set<Integer> numbers = new TreeSet<>(Set.of(1));
    numbers.add(loops);
    double each = seconds / (numbers.size() * RUNS);
    for (int number : numbers) {
      try (Bench.Site site = bench.open(number)) {
        play(site, Mix.USUAL, WARMING, each);
        for (Kind kind : Kind.values()) {
          curves.add(curve(site, kind, number, each));
        }
        check(site, number, each);
        peakBytes = Math.max(peakBytes, site.peakBytes());
      }
    }
    var origin =
        new Origin(clock.instant(), Version.text(), bench.machine(), loops, List.copyOf(remarks));
    return new CapacityModel(origin, curves, checks, peakBytes);
  }

  private Curve curve(Bench.Site site, Kind kind, int loops, double seconds) throws IOException {
    // Up and down again, so that what a machine does better or worse over time is no slope.
    List<Integer> up = CalibrationLoad.LADDER;
    List<Integer> callers =
        Stream.concat(
                up.stream(), IntStream.range(0, up.size()).mapToObj(i -> up.get(up.size() - 1 - i)))
            .toList();
    var curve = new Curve(kind, loops, play(site, Mix.only(kind), callers, seconds));
    double best = curve.steps().stream().mapToDouble(Step::perSecond).max().orElse(0);
    progress.accept(String.format(Locale.ROOT, "  %s: at most %,.0f a second", curve, best));
    return curve;
  }

  private void check(Bench.Site site, int loops, double seconds) throws IOException {
    List<Step> steps = play(site, Mix.USUAL, CHECKED, seconds);
    steps.forEach(step -> checks.add(new MixCheck(Mix.USUAL, loops, step)));
    progress.accept("  a mix of " + Mix.USUAL + ", to see by how much forecasts are off");
  }

  private List<Step> play(Bench.Site site, Mix mix, List<Integer> callers, double seconds)
      throws IOException {
    double rest = Math.max(LEAST_SECONDS, seconds - BETWEEN_SECONDS);
    double warmUp = Math.min(MOST_TOOL_WARM_UP_SECONDS, rest * TOOL_WARM_UP_SHARE);
    JsonObject scenario = CalibrationLoad.scenario(site.target(), mix, callers, rest - warmUp);
    JsonObject report = site.play(scenario, warmUp);
    JsonObject verdict = report.getJsonObject("verdict", new JsonObject());
    if (verdict.getString("state", "").equals("INVALID")) {
      remarks.add(
          "The load tool took a part of the times, as it shares the machine: a gateway that has"
              + " the machine alone does better.");
    }
    List<Step> steps = CalibrationLoad.steps(report, callers);
    if (steps.stream().allMatch(step -> step.answers() == 0)) {
      throw new IOException(CalibrationLoad.unanswered(mix, report));
    }
    return steps;
  }
}
