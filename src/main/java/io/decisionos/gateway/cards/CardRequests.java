package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.LabelHeatmap.Mode;
import io.decisionos.gateway.cards.LabelHeatmap.Overlay;
import io.decisionos.gateway.cards.LabelHeatmap.Shading;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Query;
import io.decisionos.gateway.http.Window;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from requests which card they ask for; each method throws a problem if a parameter is not
 * valid. Pure but for the clock.
 */
record CardRequests(Clock clock) {
  private static final Map<String, Span> SPANS = Map.of("hour", Span.HOUR, "day", Span.DAY);

  TrendSummary summary(Query query) {
    var parameters = new CardParameters(query);
    int top = parameters.integer("top", 1, 50, 5);
    int limit = parameters.integer("limit", 1, 1000, 24);
    int topBuckets = parameters.integer("top_buckets", 0, 50, 3);
    Optional<String> cursor = query.once("cursor");
    Optional<Span> span = span(query);
    if (cursor.isPresent() && span.isEmpty()) {
      throw Call.invalid("Send bucket along with cursor, as for the page before.");
    }
    return new TrendSummary(
        parameters.window(clock.instant()),
        top,
        span.map(size -> new TrendBuckets(size, limit, cursor, topBuckets)),
        query.once("since"));
  }

  /** The size of buckets, if it was sent. */
  static Optional<Span> span(Query query) {
    return query.word("bucket", SPANS);
  }

  LabelHeatmap heatmap(Query query) {
    var parameters = new CardParameters(query);
    var shading =
        new Shading(
            query.word("overlay", Overlay.WORDS).orElse(Overlay.NONE),
            parameters.integer("highlight", 0, 100, 0),
            query.word("mode", Mode.WORDS).orElse(Mode.WEIGHTED));
    Window window = Window.of(query, clock.instant()).orElseThrow(Window::wanted);
    String period = query.once("period").orElseThrow();
    return new LabelHeatmap(period, window, span(query), shading);
  }

  ReasonSummary reasonSummary(Query query) {
    var parameters = new CardParameters(query);
    int topN = parameters.integer("top_n", 1, 20, 5);
    long threshold = parameters.positive("compress_threshold").orElse(3L);
    Window window =
        Window.of(query, clock.instant(), "bucket", "at").orElseGet(() -> span(parameters));
    return new ReasonSummary(window, topN, threshold);
  }

  private Window span(CardParameters parameters) {
    CalendarSpan span =
        parameters.query().word("bucket", CalendarSpan.WORDS).orElse(CalendarSpan.DAY);
    Window window = span.holding(parameters.time("at").orElseGet(clock::instant));
    if (!Window.hasFourDigits(window.end())) {
      throw Call.invalid("Send an at before the last " + span + " of the year 9999.");
    }
    return window;
  }
}
