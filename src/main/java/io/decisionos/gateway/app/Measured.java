package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.Drain;
import io.decisionos.gateway.http.Instruments;
import io.decisionos.gateway.http.connection.BodyBudget;
import io.decisionos.gateway.http.connection.ConnectionBound;
import io.decisionos.gateway.http.connection.Connections;
import io.decisionos.gateway.http.connection.DirectMemory;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.traffic.TenantTraffic;
import io.decisionos.gateway.traffic.TracedRequests;
import io.decisionos.gateway.work.LoopWatch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/**
 * Where what happens at the doors is measured and bounded.
 *
 * @param namedTenants how many tenants have series of their own
 * @param bus knows for whom event loops work, and who makes spans
 */
record Measured(PrometheusMeterRegistry meters, Clock clock, int namedTenants, Bus bus) {

  /** The instruments of all listeners of a process. */
  Instruments at(ConnectionBound bound, List<AnswerObserver.Source> observers) {
    DirectMemory.show(meters);
    return new Instruments(
        meters,
        new TenantTraffic(meters, namedTenants),
        new TracedRequests(clock),
        new LoopWatch(meters, clock),
        BodyBudget.ofRequests(meters),
        BodyBudget.ofAnswers(meters),
        new Connections(meters, bound),
        new Drain(),
        observers,
        bus.work(),
        bus.tracer());
  }
}
