package io.decisionos.gateway.app;

import io.decisionos.gateway.config.YamlSource;

/**
 * A file of overlay defaults together with its text, as operators are shown the line of each value.
 *
 * @param value what the file says
 */
record DefaultsFile(Object value, YamlSource source) {}
