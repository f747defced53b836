package io.decisionos.gateway.app;

import org.junit.jupiter.api.Order;

/** The same for the tests of the built jar and archive, which have a JVM of their own. */
@Order(Integer.MAX_VALUE)
final class SuiteSecretsIT extends SuiteSecretsTest {}
