package io.decisionos.gateway.ops;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * A part's answer to "are you ready?".
 *
 * @param name the part's name in {@code /readyz}
 * @param check asks the part; a failed future counts as failing
 */
public record ReadinessCheck(String name, Supplier<Future<Check>> check) {}
