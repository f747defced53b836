/**
 * Shared state, kept apart by tenant: the ETag store and the replay guard. Two ports say what every
 * backend promises ({@link io.decisionos.gateway.storage.EtagStore}, {@link
 * io.decisionos.gateway.storage.ReplayGuard}); their keys cannot be made without a tenant, so a
 * call that forgets its namespace does not compile. Conditions and tags are pure values. What else
 * gateways on one backend keep there together, first answers, users, what they count, and who is
 * there, has a port each ({@link io.decisionos.gateway.storage.SharedStores}). The backends are in
 * {@code storage.embedded} and {@code storage.redis}. Other packages talk to the storage over its
 * channels. Start at {@link io.decisionos.gateway.storage.EtagStore}.
 */
package io.decisionos.gateway.storage;
