package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.http.Window;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;

/**
 * A card that somebody asks for, with every parameter read and every window fixed. Equal cards
 * drawn from equal sources have equal bytes. Immutable.
 */
sealed interface Card permits LabelHeatmap, Palette, ReasonSummary, ReasonTrends, TrendSummary {

  /**
   * The answer's JSON.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if a token of the request is not one of
   *     ours, or its body is not valid
   */
  JsonObject draw(Sources sources);

  /** Tells whether the card shows what is counted; the others need no log, and are cheap. */
  default boolean showsCounts() {
    return true;
  }

  /** What cards are drawn from: one moment of one tenant. */
  record Sources(TenantId tenant, ReasonCatalog catalog, ReasonCounts counts, CardTokens tokens) {
    /** The beginning of every answer. */
    JsonObject answer() {
      return new JsonObject().put("tenant", tenant.value());
    }

    /** The scores of a window. */
    ReasonScores scores(Window window) {
      return ReasonScores.of(catalog, counts.between(window.start(), window.end()));
    }
  }
}
