package io.decisionos.gateway.cards;

import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The card of a day, a week or a month in a few lines.
 *
 * @param topN how many labels and groups it names
 * @param threshold from which sum on the rest is shown as a line of its own
 */
record ReasonSummary(Window window, int topN, long threshold) implements Card {
  @Override
  public JsonObject draw(Sources sources) {
    ReasonScores scores = sources.scores(window);
    return sources
        .answer()
        .put("window", window.json())
        .put("top_labels", lines("label", scores.raw()))
        .put("top_groups", lines("group", scores.groups()))
        .put("total_items", scores.total())
        .put("unique_labels", scores.raw().size())
        .put("unique_groups", scores.groups().size());
  }

  /** A reason may have the name of the rest as well: then it is a part of that, and no line. */
  JsonArray lines(String what, Map<String, Long> counts) {
    List<Map.Entry<String, Long>> ranked =
        Ranking.of(counts).stream()
            .filter(entry -> !entry.getKey().equals(EarlierCounts.REST))
            .toList();
    var lines = new JsonArray();
    ranked.stream()
        .limit(topN)
        .forEach(entry -> lines.add(line(what, entry.getKey(), entry.getValue())));
    long rest =
        counts.getOrDefault(EarlierCounts.REST, 0L)
            + ranked.stream().skip(topN).mapToLong(Map.Entry::getValue).sum();
    if (rest >= threshold) {
      lines.add(line(what, EarlierCounts.REST, rest));
    }
    return lines;
  }

  private static JsonObject line(String what, String name, long count) {
    return new JsonObject().put(what, name).put("count", count);
  }
}
