package io.decisionos.gateway.cards.event;

import java.time.Instant;

/**
 * Something happened for a reason.
 *
 * @param reason 1 to 128 code points
 * @param count 1 to 1,000,000,000
 */
public record ReasonEvent(Instant ts, String reason, long count) {}
