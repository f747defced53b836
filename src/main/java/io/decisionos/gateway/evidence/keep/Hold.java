package io.decisionos.gateway.evidence.keep;

import java.time.Instant;

/**
 * Why a document is not let go of, whatever its age. Immutable.
 *
 * @param by who said so
 */
public record Hold(String reason, Instant at, String by) {}
