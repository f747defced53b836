package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Key;
import java.time.Instant;

/**
 * What a caller has proved who they are with. Immutable.
 *
 * @param key whose signature it was, as the key was then
 * @param ends when its time is over
 */
record Credential(Key key, Instant ends) {}
