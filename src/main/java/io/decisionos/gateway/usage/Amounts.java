package io.decisionos.gateway.usage;

/**
 * What a tenant took in a span of time.
 *
 * @param requests that were answered; refused ones are not among them
 * @param refused requests that were not let in
 * @param cpuNanos of processor time
 * @param bytesIn of the bodies of requests
 * @param bytesOut of the bodies of answers
 * @param operations on the storage
 * @param events that were taken in
 */
record Amounts(
    long requests,
    long refused,
    long cpuNanos,
    long bytesIn,
    long bytesOut,
    long operations,
    long events) {
  static final Amounts NONE = new Amounts(0, 0, 0, 0, 0, 0, 0);

  /** Processor time alone. */
  static Amounts ofCpu(long nanos) {
    return new Amounts(0, 0, nanos, 0, 0, 0, 0);
  }

  Amounts plus(Amounts other) {
    return new Amounts(
        requests + other.requests,
        refused + other.refused,
        cpuNanos + other.cpuNanos,
        bytesIn + other.bytesIn,
        bytesOut + other.bytesOut,
        operations + other.operations,
        events + other.events);
  }

  Amounts minus(Amounts other) {
    return new Amounts(
        requests - other.requests,
        refused - other.refused,
        cpuNanos - other.cpuNanos,
        bytesIn - other.bytesIn,
        bytesOut - other.bytesOut,
        operations - other.operations,
        events - other.events);
  }

  boolean isNothing() {
    return equals(NONE);
  }
}
