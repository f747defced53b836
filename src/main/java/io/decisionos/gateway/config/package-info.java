/**
 * How files become values: the strict YAML reader, the typed {@link
 * io.decisionos.gateway.config.Section} that collects every fault, and the watched directory that
 * feeds Vert.x's {@code ConfigRetriever}. Knows no feature; every package that reads YAML uses it.
 * Start at {@link io.decisionos.gateway.config.YamlReader} for reading and at {@link
 * io.decisionos.gateway.config.DirectoryFeed} for watching.
 */
package io.decisionos.gateway.config;
