package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.limit.RateLeases;
import io.decisionos.gateway.limit.TenantSheets;
import io.decisionos.gateway.limit.UserRegister;

/** All stores of one backend, if none of them holds up the others. */
public record SharedStores(
    EtagStores etags,
    ReplayGuard guard,
    GatewayRoll roll,
    RateLeases leases,
    UserRegister users,
    TenantSheets sheets,
    Board board) {}
