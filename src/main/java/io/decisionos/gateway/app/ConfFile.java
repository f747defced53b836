package io.decisionos.gateway.app;

import io.decisionos.gateway.config.YamlSource;

/**
 * A version of a file under {@code conf/} without faults.
 *
 * @param value what the file says
 */
record ConfFile(Object value, YamlSource source) {}
