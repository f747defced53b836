package io.decisionos.gateway.fleet;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a gateway says of itself; asked anew for each beat, as some of it changes.
 *
 * @param instance names this run, unlike any other
 * @param name by which operators know it
 * @param addresses of its listeners, as far as they are open
 * @param files the digests of what it has read, beside tenants' files
 */
public record Itself(
    String instance,
    Supplier<String> name,
    Supplier<Map<String, String>> addresses,
    BooleanSupplier draining,
    Supplier<Map<String, String>> files) {}
