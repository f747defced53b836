package io.decisionos.gateway.cards;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some items of the stream of highlights, oldest first. Immutable.
 *
 * @param next the token behind them
 * @param freshIn when asking again may show more, if events have come that this page does not show
 *     yet; else zero
 */
record HighlightsPage(List<Item> items, String next, Duration freshIn) {

  /**
   * One item.
   *
   * @param json as both kinds of answers show it
   */
  record Item(String token, String json) {}

  /** The page as one answer. */
  CardAnswer answer() {
    String all = items.stream().map(Item::json).collect(Collectors.joining(","));
    return CardAnswer.of(Buffer.buffer("{\"items\":[" + all + "],\"next\":\"" + next + "\"}"));
  }
}
