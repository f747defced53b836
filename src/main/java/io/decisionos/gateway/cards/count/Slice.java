package io.decisionos.gateway.cards.count;

import java.time.Instant;

/**
 * What was counted in one bucket, as far as it lies in the window asked for.
 *
 * @param start the bucket's begin, or the window's if that is later
 * @param end the bucket's end, or the window's if that is earlier
 */
public record Slice(Instant start, Instant end, Tally tally) {}
