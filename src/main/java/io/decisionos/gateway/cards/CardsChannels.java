package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/** What the cards worker answers. */
public final class CardsChannels {
  /** A finished card. */
  public static final Channel<CardQuery, CardAnswer> CARD =
      new Channel<>("cards.card", CardQuery.class, CardAnswer.class, 256);

  /** A page of the stream of highlights. */
  public static final Channel<HighlightsQuery, HighlightsPage> HIGHLIGHTS =
      new Channel<>("cards.highlights", HighlightsQuery.class, HighlightsPage.class, 256);

  /** Another catalogue is in force. */
  public static final Announcement<ReasonCatalog> CATALOG_CHANGED =
      new Announcement<>("cards.catalog-changed", ReasonCatalog.class);

  public static final List<Channel<?, ?>> ALL = List.of(CARD, HIGHLIGHTS);

  private CardsChannels() {}

  /** Asks for a card of a tenant. */
  public record CardQuery(TenantId tenant, Card card) implements OfTenant {}

  /**
   * Asks for highlights.
   *
   * @param since the token behind which the page begins; empty for the oldest that is kept
   * @param limit how many items
   * @param explain whether items say how their values come about
   */
  public record HighlightsQuery(
      TenantId tenant, Span span, Optional<String> since, int limit, boolean explain)
      implements OfTenant {

    /** The same, from another token on. */
    HighlightsQuery since(String token) {
      return new HighlightsQuery(tenant, span, Optional.of(token), limit, explain);
    }
  }
}
