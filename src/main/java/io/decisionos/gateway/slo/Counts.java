package io.decisionos.gateway.slo;

/**
 * How many answers of a tenant counted, and how many of them were bad for each objective.
 *
 * @param errors answered with a 5xx
 * @param overP95 slower than the target of the 95th percentile; slow 5xx included
 * @param overP99 slower than the target of the 99th percentile; slow 5xx included
 */
record Counts(long requests, long errors, long overP95, long overP99) {
  static final Counts NONE = new Counts(0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        requests + other.requests,
        errors + other.errors,
        overP95 + other.overP95,
        overP99 + other.overP99);
  }
}
