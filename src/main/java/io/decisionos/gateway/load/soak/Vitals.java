package io.decisionos.gateway.load.soak;

import java.util.Map;

/**
 * A process's vital signs at one moment. Immutable.
 *
 * @param seconds since the watch began
 */
record Vitals(double seconds, Map<Gauge, Long> values) {

  public Vitals {
    values = Map.copyOf(values);
  }
}
