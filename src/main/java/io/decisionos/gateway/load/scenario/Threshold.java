package io.decisionos.gateway.load.scenario;

import java.util.Map;
import java.util.Optional;

/**
 * What a run must keep to. Immutable.
 *
 * @param tenant only this tenant, else all but the hostile ones
 * @param phase only this phase, else all that are measured
 * @param slo whether the tenant's own SLO adds its limits
 * @param limits the most that each measure may be
 */
public record Threshold(
    Optional<String> tenant, Optional<String> phase, boolean slo, Map<Measure, Double> limits) {

  public Threshold {
    limits = Map.copyOf(limits);
  }

  /** What a threshold can bound, by its key in the scenario. */
  public enum Measure {
    P50_MS("p50_ms"),
    P95_MS("p95_ms"),
    P99_MS("p99_ms"),
    P999_MS("p999_ms"),
    MAX_MS("max_ms"),
    ERROR_RATE("error_rate"),
    REJECTED_SHARE("rejected_share");

    private final String key;

    Measure(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }

    /** Whether it is a share from 0 to 1, not a time in milliseconds. */
    public boolean isShare() {
      return this == ERROR_RATE || this == REJECTED_SHARE;
    }
  }
}
