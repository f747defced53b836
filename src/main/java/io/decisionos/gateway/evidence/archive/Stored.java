package io.decisionos.gateway.evidence.archive;

import java.util.Optional;

/**
 * An object that an archive has. Immutable.
 *
 * @param version which of its versions is meant; empty: the newest
 * @param size in bytes
 */
public record Stored(String key, Optional<String> version, long size) {}
