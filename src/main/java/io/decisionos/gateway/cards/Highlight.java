package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.count.Tally;
import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What weighs most in one bucket at one moment. Immutable.
 *
 * @param start when the bucket begins
 */
record Highlight(Instant start, Span span, List<Mark> marks) {
  private static final int MOST_MARKS = 10;

  /** A label among those that weigh most. */
  record Mark(String group, String label, BigDecimal weight, long count) {
    BigDecimal value() {
      return weight.multiply(BigDecimal.valueOf(count));
    }
  }

  /** The highlight of what was counted in a bucket. */
  static Highlight of(ReasonCatalog catalog, Instant start, Span span, Tally tally) {
    ReasonScores scores = ReasonScores.of(catalog, tally);
    List<Mark> marks =
        Ranking.top(scores.values(), MOST_MARKS).stream()
            .map(
                label -> {
                  String group = catalog.group(label.getKey());
                  return new Mark(
                      group, label.getKey(), catalog.weight(group), scores.count(label.getKey()));
                })
            .toList();
    return new Highlight(start, span, marks);
  }

  /** The item of the stream that shows it. */
  JsonObject json(String token, boolean explain) {
    var items = new JsonArray();
    for (Mark mark : marks) {
      var item =
          new JsonObject()
              .put("group", mark.group())
              .put("label", mark.label())
              .put("value", mark.value().doubleValue())
              .put("rank", items.size() + 1);
      if (explain) {
        item.put(
            "explain",
            new JsonObject().put("weight", mark.weight().doubleValue()).put("count", mark.count()));
      }
      items.add(item);
    }
    return new JsonObject()
        .put("token", token)
        .put("bucket", new Window(start, span.endOf(start)).json())
        .put("items", items);
  }
}
