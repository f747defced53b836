package io.decisionos.gateway.access;

/**
 * A key whose tokens count.
 *
 * @param kid how tokens name it
 */
public record VerificationKey(String kid, Algorithm algorithm, KeyState state, KeyText text) {}
