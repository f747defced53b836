package io.decisionos.gateway.storage;

/** All stores of one backend, where none of them holds up the others. */
public record SharedStores(EtagStores etags, ReplayGuard guard, GatewayRoll roll) {}
