package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.LabelHeatmap.Mode;
import io.decisionos.gateway.cards.LabelHeatmap.Overlay;
import io.decisionos.gateway.cards.LabelHeatmap.Shading;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * A request for a card with parameters that a seed made up.
 *
 * @param target as it is sent
 * @param card what it asks for, by the time at which it comes
 */
record CardRead(String target, Function<Instant, Card> card) {

  /** One of any kind, of a time not far from a day. */
  static CardRead of(Random random, Instant around) {
    return switch (random.nextInt(8)) {
      case 0 -> new CardRead("/cards/reason-trends/palette", now -> new Palette());
      case 1, 2, 3 -> summary(random, window(random, around));
      case 4, 5 -> heatmap(random, period(random, around));
      default -> reasonSummary(random, around);
    };
  }

  private static Window window(Random random, Instant around) {
    Instant start = moment(random, around);
    return new Window(start, start.plusSeconds(1 + random.nextInt(6 * 86_400)));
  }

  /** Up to three days before or after, often where an hour or a day begins. */
  static Instant moment(Random random, Instant around) {
    Instant moment = around.plusSeconds(random.nextInt(6 * 86_400) - 3 * 86_400L);
    return switch (random.nextInt(4)) {
      case 0 -> Span.DAY.startOf(moment);
      case 1 -> Span.HOUR.startOf(moment);
      case 2 -> moment.plusMillis(random.nextInt(1000));
      default -> moment;
    };
  }

  private static CardRead summary(Random random, Window window) {
    String target = "/cards/reason-trends/summary?start=" + window.start() + "&end=" + window.end();
    int top = 1 + random.nextInt(8);
    return random.nextBoolean()
        ? buckets(random, window, target, top)
        : new CardRead(
            target + "&top=" + top,
            now -> new TrendSummary(window, top, Optional.empty(), Optional.empty()));
  }

  private static CardRead buckets(Random random, Window window, String target, int top) {
    Span span = span(random);
    int limit = 1 + random.nextInt(10);
    int topBuckets = random.nextInt(5);
    var buckets = new TrendBuckets(span, limit, Optional.empty(), topBuckets);
    return new CardRead(
        "%s&top=%d&bucket=%s&limit=%d&top_buckets=%d"
            .formatted(target, top, word(span), limit, topBuckets),
        now -> new TrendSummary(window, top, Optional.of(buckets), Optional.empty()));
  }

  static Span span(Random random) {
    return random.nextBoolean() ? Span.HOUR : Span.DAY;
  }

  private static <T> T pick(Random random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String period(Random random, Instant around) {
    String day = around.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return switch (random.nextInt(6)) {
      case 0 -> day;
      case 1 -> day.substring(0, 7);
      case 2, 3 -> "last-24h";
      case 4 -> "last-7d";
      default -> {
        Window window = window(random, around);
        yield window.start() + "/" + window.end();
      }
    };
  }

  private static CardRead heatmap(Random random, String period) {
    Optional<Span> bucket = random.nextBoolean() ? Optional.of(span(random)) : Optional.empty();
    Overlay overlay = pick(random, Overlay.values());
    int highlight = random.nextInt(6);
    Mode mode = random.nextBoolean() ? Mode.RAW : Mode.WEIGHTED;
    var shading = new Shading(overlay, highlight, mode);
    String cut = bucket.map(span -> "&bucket=" + word(span)).orElse("");
    return new CardRead(
        "/cards/label-heatmap?period=%s&overlay=%s&highlight=%d&mode=%s%s"
            .formatted(period, word(overlay), highlight, word(mode), cut),
        now -> new LabelHeatmap(period, Window.parse(period, now).orElseThrow(), bucket, shading));
  }

  private static CardRead reasonSummary(Random random, Instant around) {
    CalendarSpan span = pick(random, CalendarSpan.values());
    int topN = 1 + random.nextInt(5);
    long threshold = 1L + random.nextInt(8);
    Optional<Instant> at =
        random.nextBoolean() ? Optional.of(moment(random, around)) : Optional.empty();
    String target =
        "/cards/reason-summary?bucket=%s&top_n=%d&compress_threshold=%d%s"
            .formatted(word(span), topN, threshold, at.map(time -> "&at=" + time).orElse(""));
    return new CardRead(
        target, now -> new ReasonSummary(span.holding(at.orElse(now)), topN, threshold));
  }

  /** The reads that an answer to this one offers to go on with: since then, and the next page. */
  List<CardRead> goingOn(JsonObject answer) {
    if (!(card.apply(Instant.EPOCH) instanceof TrendSummary asked)) {
      return List.of();
    }
    var reads = new ArrayList<CardRead>();
    if (asked.since().isEmpty()) {
      String token = answer.getString("delta_token");
      var since =
          new TrendSummary(asked.window(), asked.top(), asked.buckets(), Optional.of(token));
      reads.add(new CardRead(target + "&since=" + token, now -> since));
    }
    Optional.ofNullable(answer.getString("next_cursor"))
        .filter(cursor -> asked.buckets().orElseThrow().cursor().isEmpty())
        .ifPresent(cursor -> reads.add(nextPage(asked, cursor)));
    return reads;
  }

  private CardRead nextPage(TrendSummary asked, String cursor) {
    TrendBuckets first = asked.buckets().orElseThrow();
    var next = new TrendBuckets(first.span(), first.limit(), Optional.of(cursor), first.top());
    var card = new TrendSummary(asked.window(), asked.top(), Optional.of(next), asked.since());
    return new CardRead(target + "&cursor=" + cursor, now -> card);
  }
}
