package io.decisionos.gateway.capacity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a machine was measured to take. Immutable.
 *
 * @param curves one for each kind and number of event loops
 * @param checks what mixes were measured to get, which no curve knows of
 * @param peakBytes the most memory that the gateway's process took
 */
public record CapacityModel(
    Origin origin, List<Curve> curves, List<MixCheck> checks, long peakBytes) {

  public CapacityModel {
    curves = List.copyOf(curves);
    checks = List.copyOf(checks);
  }

  /**
   * When, where and of what it was measured.
   *
   * @param loops how many event loops a gateway has here by its settings
   * @param remarks what whoever reads the figures should know
   */
  public record Origin(
      Instant at, String version, Machine machine, int loops, List<String> remarks) {
    public Origin {
      remarks = List.copyOf(remarks);
    }
  }

  /** A machine as far as figures hang on it. */
  public record Machine(String os, String cpu, int cores, long memoryBytes, String java) {}

  /** A mix that was measured at some number of callers. */
  public record MixCheck(Mix mix, int loops, Step step) {}

  /** What holds for a gateway with so many event loops. */
  List<Curve> of(int loops) {
    return curves.stream().filter(curve -> curve.loops() == loops).toList();
  }

  /** The forecast for a mix, by what the checks have taught. */
  public Optional<Forecast> forecast(int loops, Mix mix) {
    return Forecast.of(of(loops), mix, mixEffect());
  }

  /** Why it does not suffice; empty if it does. */
  public List<String> objections() {
    return curves.stream().flatMap(curve -> curve.objections().stream()).toList();
  }

  /** What the checks say of mixes at large. */
  public MixEffect mixEffect() {
    return MixEffect.of(this);
  }
}
