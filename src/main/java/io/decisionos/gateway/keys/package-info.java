/**
 * The keys that an operator has listed: keysets, where their material comes from, and which key
 * counts for what at which moment. Knows tenants' ids and nothing of tokens, requests or HTTP; who
 * checks signatures asks the {@link io.decisionos.gateway.keys.KeyRegistry}. What operators see of
 * keys, and what to do next, is a feature of its own, {@code rotation}. Start at {@link
 * io.decisionos.gateway.keys.Lifetime}, then {@link io.decisionos.gateway.keys.KeyBook}.
 */
package io.decisionos.gateway.keys;
