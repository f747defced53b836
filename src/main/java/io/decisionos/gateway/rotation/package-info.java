/**
 * What operators see of keys and what to do next: the part of {@code /readyz}, {@code GET
 * /ops/keys}, the metrics, the news of each change of state, and the advice of {@code keys check}
 * and {@code keys plan}. Keys themselves are {@code keys}'s. Start at {@link
 * io.decisionos.gateway.rotation.KeysetStanding}.
 */
package io.decisionos.gateway.rotation;
