package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.CapacityModel;
import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import io.decisionos.gateway.capacity.CapacityModel.Origin;
import io.decisionos.gateway.capacity.Curve;
import io.decisionos.gateway.capacity.Kind;
import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.capacity.Step;
import io.decisionos.gateway.cli.CalibrationLoad.Part;
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
  private static final List<Part> PROBES = List.of(new Part(Mix.USUAL, List.of(4)));
  private static final double PROBE_SECONDS = 2;
  private static final List<Part> PARTS = parts();

  // Whoever is compiled meanwhile, the tool or the gateway, gets faster all the time, by a factor
  // of two to six, which no number of callers explains: each is started once, and runs warm first.
  private static final double TOOL_WARM_UP_SHARE = 0.1;
  private static final double MOST_TOOL_WARM_UP_SECONDS = 15;
  private static final double BETWEEN_SECONDS = 8;
  private static final double LEAST_SECONDS = 4;

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
    double each = Math.max(LEAST_SECONDS, seconds / numbers.size() - BETWEEN_SECONDS);
    for (int number : numbers) {
      try (Bench.Site site = bench.open(number)) {
        // What nobody answers is said at once.
        answered(play(site, PROBES, PROBE_SECONDS, 0), PROBES);
        double warmUp = Math.min(MOST_TOOL_WARM_UP_SECONDS, each * TOOL_WARM_UP_SHARE);
        JsonObject report = play(site, PARTS, each - warmUp, warmUp);
        remark(report);
        keep(answered(report, PARTS), number);
        peakBytes = Math.max(peakBytes, site.peakBytes());
      }
    }
    var origin =
        new Origin(clock.instant(), Version.text(), bench.machine(), loops, List.copyOf(remarks));
    return new CapacityModel(origin, curves, checks, peakBytes);
  }

  /** Each kind, then a mix that no curve knows of. */
  private static List<Part> parts() {
    List<Integer> up = CalibrationLoad.LADDER;
    // Up and down again, so that what a machine does better or worse over time is no slope.
    List<Integer> callers =
        Stream.concat(
                up.stream(), IntStream.range(0, up.size()).mapToObj(i -> up.get(up.size() - 1 - i)))
            .toList();
    return Stream.concat(
            Stream.of(Kind.values()).map(kind -> new Part(Mix.only(kind), callers)),
            Stream.of(new Part(Mix.USUAL, CHECKED)))
        .toList();
  }

  private void keep(List<List<Step>> found, int loops) {
    Kind[] kinds = Kind.values();
    for (int i = 0; i < kinds.length; i++) {
      var curve = new Curve(kinds[i], loops, found.get(i));
      curves.add(curve);
      double best = curve.steps().stream().mapToDouble(Step::perSecond).max().orElse(0);
      progress.accept(String.format(Locale.ROOT, "  %s: at most %,.0f a second", curve, best));
    }
    List<Step> mixed = found.get(found.size() - 1);
    mixed.forEach(step -> checks.add(new MixCheck(Mix.USUAL, loops, step)));
    progress.accept("  a mix of " + Mix.USUAL + ", to see by how much forecasts are off");
  }

  private static JsonObject play(Bench.Site site, List<Part> parts, double seconds, double warmUp)
      throws IOException {
    return site.play(CalibrationLoad.scenario(site.target(), parts, seconds), warmUp);
  }

  private void remark(JsonObject report) {
    JsonObject verdict = report.getJsonObject("verdict", new JsonObject());
    if (verdict.getString("state", "").equals("INVALID")) {
      remarks.add(
          "The load tool took a part of the times, as it shares the machine: a gateway that has"
              + " the machine alone does better.");
    }
  }

  private static List<List<Step>> answered(JsonObject report, List<Part> parts) throws IOException {
    List<List<Step>> steps = CalibrationLoad.steps(report, parts);
    for (int i = 0; i < parts.size(); i++) {
      if (steps.get(i).stream().allMatch(step -> step.answers() == 0)) {
        throw new IOException(CalibrationLoad.unanswered(parts.get(i).mix(), report));
      }
    }
    return steps;
  }
}
