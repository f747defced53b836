package io.decisionos.gateway.http;

import io.decisionos.gateway.http.connection.BodyBudget;
import io.decisionos.gateway.http.connection.Connections;
import io.decisionos.gateway.trace.Tracer;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.traffic.TenantTraffic;
import io.decisionos.gateway.traffic.TracedRequests;
import io.decisionos.gateway.work.LoopWatch;
import io.decisionos.gateway.work.WorkMeter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;

/**
 * What listeners are measured and bounded with; one set for the whole gateway.
 *
 * @param traced which requests of those in {@code meters} are traced
 * @param observers what features want to hear of tenants' answers
 * @param work hears for whom event loops work
 * @param tracer makes spans of requests; empty if nobody wants any
 */
public record Instruments(
    PrometheusMeterRegistry meters,
    TenantTraffic traffic,
    TracedRequests traced,
    LoopWatch loops,
    BodyBudget bodies,
    BodyBudget answers,
    Connections connections,
    Drain drain,
    List<AnswerObserver.Source> observers,
    WorkMeter work,
    Optional<Tracer> tracer) {}
