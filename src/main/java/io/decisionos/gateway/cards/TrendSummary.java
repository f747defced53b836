package io.decisionos.gateway.cards;

import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The card of what happened in a window, in all, by bucket, and since an earlier answer.
 *
 * @param top how many groups and labels it names
 * @param buckets empty if none are wanted
 * @param since the {@code delta_token} of an earlier answer
 */
record TrendSummary(Window window, int top, Optional<TrendBuckets> buckets, Optional<String> since)
    implements Card {

  @Override
  public JsonObject draw(Sources sources) {
    var base = since.map(token -> sources.tokens().counts(sources.tenant(), window, token));
    ReasonScores scores = sources.scores(window);
    SortedMap<String, Long> raw = scores.raw();
    JsonObject json =
        ReasonTrends.json(sources, scores, top)
            .put("window", window.json())
            .put("delta_token", sources.tokens().delta(sources.tenant(), window, raw));
    buckets.ifPresent(wanted -> wanted.draw(sources, window, json));
    base.ifPresent(earlier -> json.put("delta", earlier.delta(raw)));
    return json;
  }
}
