package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.Slice;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A summary by bucket: a page of all buckets that have events, and the weightiest of the window.
 *
 * @param limit how many buckets a page holds
 * @param top how many of the weightiest are named
 */
record TrendBuckets(Span span, int limit, Optional<String> cursor, int top) {
  private static final int TOP_REASONS = 3;

  /** Of two that weigh the same the later one is the lighter. */
  private static final Comparator<Scored> LIGHTEST_FIRST =
      Comparator.comparing(Scored::score)
          .thenComparing(bucket -> bucket.slice().start(), Comparator.reverseOrder());

  private record Scored(Slice slice, BigDecimal score) {
    JsonObject json(long total) {
      return new JsonObject()
          .put("start", slice.start().toString())
          .put("end", slice.end().toString())
          .put("total", total);
    }
  }

  /** Adds the buckets to a summary. */
  void draw(Card.Sources sources, Window window, JsonObject summary) {
    Instant behind =
        cursor
            .map(mark -> sources.tokens().behind(sources.tenant(), window, span, mark))
            .orElse(Instant.MIN);
    var page = new ArrayList<Scored>();
    var weightiest = new PriorityQueue<>(LIGHTEST_FIRST);
    boolean more = false;
    // One by one: there may be millions of them.
    for (Scored bucket : scored(sources, window)) {
      if (bucket.slice().start().isAfter(behind)) {
        more = page.size() == limit;
        if (!more) {
          page.add(bucket);
        }
      }
      weightiest.add(bucket);
      if (weightiest.size() > top) {
        weightiest.remove();
      }
    }
    summary.put("buckets", buckets(sources, page));
    if (more) {
      Instant last = page.get(page.size() - 1).slice().start();
      summary.put("next_cursor", sources.tokens().cursor(sources.tenant(), window, span, last));
    }
    summary.put("top_buckets", weightiest(sources, weightiest));
  }

  private Iterable<Scored> scored(Card.Sources sources, Window window) {
    return () ->
        sources
            .counts()
            .slices(window.start(), window.end(), span)
            .map(slice -> new Scored(slice, sources.catalog().score(slice.tally())))
            .iterator();
  }

  private static JsonArray buckets(Card.Sources sources, List<Scored> page) {
    var buckets = new JsonArray();
    for (Scored bucket : page) {
      var scores = ReasonScores.of(sources.catalog(), bucket.slice().tally());
      buckets.add(
          bucket
              .json(scores.total())
              .put("raw", ReasonTrends.counts(scores.raw()))
              .put("score", bucket.score().doubleValue()));
    }
    return buckets;
  }

  private static JsonArray weightiest(Card.Sources sources, Collection<Scored> found) {
    var weightiest = new JsonArray();
    found.stream()
        .sorted(LIGHTEST_FIRST.reversed())
        .forEach(
            bucket -> {
              var scores = ReasonScores.of(sources.catalog(), bucket.slice().tally());
              weightiest.add(
                  bucket
                      .json(scores.total())
                      .put("score", bucket.score().doubleValue())
                      .put("top_reasons", ReasonTrends.topCounts(scores.raw(), TOP_REASONS)));
            });
    return weightiest;
  }
}
