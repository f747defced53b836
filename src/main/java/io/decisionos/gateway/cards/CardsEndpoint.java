package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.CardsChannels.CardQuery;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** Answers requests for cards of a tenant, whichever listener they come from. Stateless. */
record CardsEndpoint(Bus bus, Duration patience, CardRequests requests) {

  static CardsEndpoint of(Bus bus, Duration patience, Clock clock) {
    return new CardsEndpoint(bus, patience, new CardRequests(clock));
  }

  Future<Answer> palette(Call call, TenantId tenant) {
    return card(call, tenant, new Palette());
  }

  Future<Answer> trends(Call call, TenantId tenant) {
    return ask(call, new CardQuery(tenant, new ReasonTrends(call.body())))
        .map(answer -> Answer.json(answer.body()));
  }

  Future<Answer> summary(Call call, TenantId tenant) {
    return card(call, tenant, requests.summary(call.query()));
  }

  Future<Answer> heatmap(Call call, TenantId tenant) {
    return card(call, tenant, requests.heatmap(call.query()));
  }

  Future<Answer> reasonSummary(Call call, TenantId tenant) {
    return card(call, tenant, requests.reasonSummary(call.query()));
  }

  private Future<Answer> card(Call call, TenantId tenant, Card card) {
    return ask(call, new CardQuery(tenant, card))
        .map(answer -> Answer.json(answer.body(), answer.etag()));
  }

  private Future<CardAnswer> ask(Call call, CardQuery query) {
    return bus.ask(CardsChannels.CARD, query, patience, call.trace());
  }
}
