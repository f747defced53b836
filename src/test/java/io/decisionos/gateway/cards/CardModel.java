package io.decisionos.gateway.cards;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway has to answer a tenant: every card is drawn anew of all events, and nothing is
 * kept but the highlights, which tell what has changed. For one thread.
 */
final class CardModel {
  private final TenantId tenant;
  private final CardTokens tokens;
  private final List<ReasonEvent> events = new ArrayList<>();
  private final Map<Span, HighlightHistory> highlights = new EnumMap<>(Span.class);
  private ReasonCatalog catalog = Catalogs.shipped();
  private ReasonCounts counts = ReasonCounts.of(List.of());

  /**
   * A tenant without events, under the shipped catalogue.
   *
   * @param secret the gateway's
   */
  CardModel(TenantId tenant, byte[] secret) {
    this.tenant = tenant;
    this.tokens = new CardTokens(new Seal(secret));
  }

  void add(List<ReasonEvent> more) {
    events.addAll(more);
    counts = ReasonCounts.of(events);
  }

  void turn(ReasonCatalog next) {
    catalog = next;
  }

  /** A gateway that starts anew takes everything for new. */
  void restart() {
    highlights.clear();
  }

  String draw(Card card) {
    return card.draw(new Card.Sources(tenant, catalog, counts, tokens)).encode();
  }

  /** A page of highlights, from a gateway that has just reckoned them. */
  HighlightsPage highlights(Span span, Optional<String> since, int limit, boolean explain) {
    HighlightHistory log =
        highlights.compute(
            span,
            (s, before) -> {
              HighlightHistory known =
                  before == null ? HighlightHistory.empty(span, catalog) : before;
              return known.isOf(counts, catalog) ? known : known.turn(counts, catalog);
            });
    List<HighlightsPage.Item> items =
        log.behind(since.map(token -> tokens.position(tenant, span, token)), limit).stream()
            .map(
                entry -> {
                  String token = tokens.place(tenant, span, entry.position());
                  String json = entry.highlight().json(token, explain).encode();
                  return new HighlightsPage.Item(token, json);
                })
            .toList();
    String next =
        items.isEmpty()
            ? tokens.place(tenant, span, log.end())
            : items.get(items.size() - 1).token();
    return new HighlightsPage(items, next, Duration.ZERO);
  }
}
