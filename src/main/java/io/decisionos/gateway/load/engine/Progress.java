package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.measure.SecondRow;

/**
 * Where a run is, told once a second. Immutable.
 *
 * @param seconds how long the run has lasted
 * @param waiting requests that wait for a connection
 */
public record Progress(String phase, double seconds, SecondRow row, int waiting) {}
