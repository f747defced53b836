package io.decisionos.gateway.load.measure;

/**
 * One finished request. Immutable.
 *
 * @param status the answer's, 0 if there was none
 * @param latencyMicros from the intended send time to the end
 * @param serviceMicros from the moment it was really sent to the end
 */
public record Sample(Origin origin, Kind kind, int status, long latencyMicros, long serviceMicros) {

  /** Where a request belongs: places in the scenario's lists. */
  public record Origin(int phase, int tenant, int request) {}
}
