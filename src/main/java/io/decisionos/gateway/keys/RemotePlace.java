package io.decisionos.gateway.keys;

import java.util.Optional;

/**
 * A place of material that takes a call to read. Immutable.
 *
 * @param sealed what lies beside the list and is to be opened there; empty if nothing does
 */
public record RemotePlace(MaterialPlace place, Optional<Material> sealed) {}
