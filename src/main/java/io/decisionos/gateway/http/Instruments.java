package io.decisionos.gateway.http;

import io.decisionos.gateway.work.WorkMeter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/**
 * What listeners are measured and bounded with; one set for the whole gateway.
 *
 * @param observers what features want to hear of tenants' answers
 * @param work hears for whom event loops work
 */
public record Instruments(
    PrometheusMeterRegistry meters,
    TenantTraffic traffic,
    LoopWatch loops,
    BodyBudget bodies,
    BodyBudget answers,
    Connections connections,
    Drain drain,
    List<AnswerObserver.Source> observers,
    WorkMeter work) {}
