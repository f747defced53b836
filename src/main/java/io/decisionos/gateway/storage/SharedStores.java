package io.decisionos.gateway.storage;

import io.decisionos.gateway.limit.RateLeases;

/** All stores of one backend, where none of them holds up the others. */
public record SharedStores(
    EtagStores etags,
    ReplayGuard guard,
    AnswerClaims claims,
    GatewayRoll roll,
    RateLeases leases) {}
