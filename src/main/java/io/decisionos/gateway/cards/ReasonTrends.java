package io.decisionos.gateway.cards;

import com.fasterxml.jackson.databind.JsonNode;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The card of reasons that the caller brings along.
 *
 * @param body the request's body, unread
 */
record ReasonTrends(Buffer body) implements Card {
  private static final int USUAL_TOP = 5;
  private static final int MOST_TOP = 50;
  private static final int MOST_CHARACTERS = 128;

  /** Each of 50,000 reasons is one; around them are an object and an array, and there is top. */
  private static final int MOST_TOKENS = 50_000 + 7;

  @Override
  public boolean showsCounts() {
    return false;
  }

  @Override
  public JsonObject draw(Sources sources) {
    JsonNode request =
        JsonBody.read(body, MOST_TOKENS, "Send at most 50000 reasons in one call.")
            .orElseThrow(() -> Call.invalid(JsonBody.advice(body)));
    int top = top(request.path("top"));
    var scores = ReasonScores.of(sources.catalog(), reasons(request.path("reasons")));
    return json(sources, scores, top);
  }

  private static int top(JsonNode top) {
    if (top.isMissingNode()) {
      return USUAL_TOP;
    }
    boolean fits = top.isIntegralNumber() && top.canConvertToInt();
    if (!fits || top.intValue() < 1 || top.intValue() > MOST_TOP) {
      throw Call.invalid("Send top as a whole number from 1 to " + MOST_TOP + ".");
    }
    return top.intValue();
  }

  private static List<String> reasons(JsonNode reasons) {
    if (!reasons.isArray()) {
      throw Call.invalid("Send an object {\"reasons\": [reason, ...], \"top\": 5}.");
    }
    var texts = new ArrayList<String>();
    for (JsonNode reason : reasons) {
      if (!isReason(reason)) {
        throw Call.invalid(
            "Send every reason as a text of 1 to " + MOST_CHARACTERS + " characters.");
      }
      texts.add(reason.textValue());
    }
    return texts;
  }

  private static boolean isReason(JsonNode reason) {
    String text = reason.isTextual() ? reason.textValue() : "";
    // Half a surrogate pair is no character, and no answer could show it.
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** What this card and {@link TrendSummary} have in common. */
  static JsonObject json(Sources sources, ReasonScores scores, int top) {
    ReasonCatalog catalog = sources.catalog();
    Map<String, BigDecimal> weighted = scores.weighted();
    var topGroups = new JsonArray();
    Ranking.top(weighted, top)
        .forEach(
            group ->
                topGroups.add(
                    new JsonObject()
                        .put("name", group.getKey())
                        .put("score", group.getValue().doubleValue())));
    return sources
        .answer()
        .put("catalog_sha", catalog.sha256())
        .put("palette", Palette.json(catalog))
        .put("raw", counts(scores.raw()))
        .put("groups", counts(scores.groups()))
        .put("weights", decimals(catalog.weights()))
        .put("weighted", decimals(weighted))
        .put("top_groups", topGroups)
        .put("top_labels", topCounts(scores.raw(), top));
  }

  /** The largest counts, as names with counts. */
  static JsonArray topCounts(Map<String, Long> counts, int most) {
    var top = new JsonArray();
    Ranking.top(counts, most)
        .forEach(
            entry ->
                top.add(
                    new JsonObject().put("name", entry.getKey()).put("count", entry.getValue())));
    return top;
  }

  static JsonObject counts(Map<String, Long> counts) {
    var json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }

  private static JsonObject decimals(Map<String, BigDecimal> decimals) {
    var json = new JsonObject();
    decimals.forEach((name, decimal) -> json.put(name, decimal.doubleValue()));
    return json;
  }
}
