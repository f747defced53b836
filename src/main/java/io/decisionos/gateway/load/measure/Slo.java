package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.scenario.Threshold.Measure;
import java.util.Map;

/**
 * What a tenant was promised, as the target itself says. Immutable.
 *
 * @param limits empty if the target did not say
 */
public record Slo(Map<Measure, Double> limits) {

  /** The target could not be asked, or what it said was no SLO. */
  public static final Slo UNKNOWN = new Slo(Map.of());

  public Slo {
    limits = Map.copyOf(limits);
  }
}
