package io.decisionos.gateway.storage;

/**
 * Two stores of one backend that never meet.
 *
 * @param entries what tenants store
 * @param answers first answers to requests with an {@code Idempotency-Key}
 */
public record EtagStores(EtagStore entries, Answers answers) {}
