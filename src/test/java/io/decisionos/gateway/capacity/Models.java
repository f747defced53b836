package io.decisionos.gateway.capacity;

import io.decisionos.gateway.capacity.CapacityModel.Machine;
import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import io.decisionos.gateway.capacity.CapacityModel.Origin;
import io.decisionos.gateway.text.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Models of made-up machines. */
public final class Models {
  static final Planted READS = new Planted(10_000, 0.05, 0.001, 0);
  static final Planted WRITES = new Planted(500, 0.01, 0.0001, 0);
  private static final Planted CARDS = new Planted(2_000, 0.2, 0.001, 0);
  private static final double NOISE = 0.05;

  private Models() {}

  private static Map<Kind, Planted> kinds(double noise) {
    return Map.of(
        Kind.READS, noisy(READS, noise),
        Kind.WRITES, noisy(WRITES, noise),
        Kind.CARDS, noisy(CARDS, noise));
  }

  private static Planted noisy(Planted machine, double noise) {
    return new Planted(machine.lambda(), machine.sigma(), machine.kappa(), noise);
  }

  /** What a mix gets of the machine without noise. */
  static Step mixed(Mix mix, int users) {
    double seconds =
        kinds(0).entrySet().stream()
            .mapToDouble(kind -> mix.of(kind.getKey()) * users / kind.getValue().perSecond(users))
            .sum();
    return new Step(users, users / seconds, seconds * 1000, seconds * 1800, 10_000, 0);
  }

  private static Origin origin(List<String> remarks) {
    var machine = new Machine("Linux", "<b>bold</b> CPU", 2, 8_000_000_000L, "17.0.1");
    int cores = Runtime.getRuntime().availableProcessors();
    return new Origin(
        Instant.parse("2026-12-01T02:00:00Z"),
        Version.text(),
        new Machine(machine.os(), machine.cpu(), cores, machine.memoryBytes(), machine.java()),
        1,
        remarks);
  }

  private static List<Curve> curves(double noise, int seed) {
    var random = new SplittableRandom(seed);
    var curves = new ArrayList<Curve>();
    for (int loops : new int[] {1, 2}) {
      for (Kind kind : Kind.values()) {
        curves.add(new Curve(kind, loops, kinds(noise).get(kind).steps(random)));
      }
    }
    return curves;
  }

  /** Of a machine without noise, and without checks. */
  public static CapacityModel exact() {
    return new CapacityModel(origin(List.of()), curves(0, 1), List.of(), 300_000_000);
  }

  /** Of a machine as machines are. */
  public static CapacityModel measured() {
    List<MixCheck> checks =
        List.of(3, 12, 48).stream()
            .map(users -> new MixCheck(Mix.USUAL, 1, mixed(Mix.USUAL, users)))
            .toList();
    return new CapacityModel(origin(List.of("a remark")), curves(NOISE, 1), checks, 300_000_000);
  }
}
