package io.decisionos.gateway.cards.count;

/** A run in a file of this name. Immutable; a token to hand back, outside of this package. */
public record StoredRun(String file, SortedRun run) {}
