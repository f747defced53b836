package io.decisionos.gateway.storage;

import java.util.Optional;

/**
 * How a store fares.
 *
 * @param trouble why it cannot be used at the moment; empty while it can
 * @param held what it holds for all tenants
 */
public record Health(Optional<String> trouble, Usage held) {}
