package io.decisionos.gateway.alerts.rules;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What counts for one alert.
 *
 * @param severity in place of what was seen
 * @param threshold from which value on it counts; empty: from any
 */
public record Rule(boolean enabled, Optional<Severity> severity, OptionalDouble threshold) {

  /** What counts if the file says nothing. */
  static Rule usual(BuiltIn alert) {
    return new Rule(alert.isOnByItself(), Optional.empty(), alert.threshold());
  }

  /** Whether a value is enough. */
  public boolean holds(double value) {
    return enabled && (threshold.isEmpty() || value >= threshold.getAsDouble());
  }
}
