package io.decisionos.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What listeners are measured and bounded with; one set for the whole gateway. */
public record Instruments(
    PrometheusMeterRegistry meters,
    TenantTraffic traffic,
    LoopWatch loops,
    BodyBudget bodies,
    BodyBudget answers) {}
