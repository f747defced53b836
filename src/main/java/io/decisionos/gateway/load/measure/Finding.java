package io.decisionos.gateway.load.measure;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One limit of a threshold against what was measured. Immutable.
 *
 * @param scope whose limit it is, for people
 * @param measure the key of the measure, or what could not be learnt
 * @param found what was measured; empty if nothing was, and then the limit is not met
 * @param note what to know about what was found; empty if nothing
 */
public record Finding(
    String scope, String measure, double limit, OptionalDouble found, String note) {

  public boolean met() {
    return found.isPresent() && found.getAsDouble() <= limit;
  }

  /** A tenant whose SLO the target did not say. */
  static Finding unknownSlo(String scope) {
    return new Finding(scope, "slo", 0, OptionalDouble.empty(), "");
  }

  @Override
  public String toString() {
    if (measure.equals("slo")) {
      return scope + ": found no answer to GET /slo, expected the tenant's limits: MISSED";
    }
    String value =
        found.isPresent()
            ? String.format(Locale.ROOT, "%.4g", found.getAsDouble())
            : "nothing measured";
    return String.format(
        Locale.ROOT,
        "%s %s: %s%s, at most %.4g: %s",
        scope,
        measure,
        value,
        note,
        limit,
        met() ? "met" : "MISSED");
  }
}
