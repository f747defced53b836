package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.cards.LabelHeatmap.Mode;
import io.decisionos.gateway.cards.LabelHeatmap.Overlay;
import io.decisionos.gateway.cards.LabelHeatmap.Shading;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.http.Window;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every card against a plain tally of the same events, for a hundred workloads. */
class CardsPropertyTest {
  private static final TenantId TENANT = new TenantId("acme-corp");
  private static final ReasonCatalog CATALOG = Catalogs.withAlias();
  private static final CardTokens TOKENS = new CardTokens(new Seal(new byte[32]));

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static Card.Sources sources(Workload workload) {
    return new Card.Sources(TENANT, CATALOG, workload.counts(), TOKENS);
  }

  private static JsonObject draw(Card card, Workload workload) {
    return card.draw(sources(workload)).copy();
  }

  private static PlainTally tally(Workload workload, Window window) {
    return new PlainTally(workload.events(), window.start(), window.end());
  }

  /** The fields of an answer that a tally has as well. */
  private static JsonObject only(JsonObject answer, JsonObject tally) {
    var only = new JsonObject();
    tally.fieldNames().forEach(name -> only.put(name, answer.getValue(name)));
    return only;
  }

  private static void assertSame(JsonObject answer, JsonObject tally) {
    assertThat(only(answer, tally)).isEqualTo(tally);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSummaryIsTheTally(long seed) {
    Workload workload = Workload.of(seed);
    int top = 1 + workload.random().nextInt(8);
    var card = new TrendSummary(workload.window(), top, Optional.empty(), Optional.empty());
    assertSame(draw(card, workload), tally(workload, workload.window()).summary(top));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBucketsAreTheTallyPageByPage(long seed) {
    Workload workload = Workload.of(seed);
    boolean hourly = workload.random().nextBoolean();
    int limit = 1 + workload.random().nextInt(10);
    PlainTally tally = tally(workload, workload.window());
    var buckets = new JsonArray();
    Optional<String> cursor = Optional.empty();
    do {
      var pages = new TrendBuckets(hourly ? Span.HOUR : Span.DAY, limit, cursor, 4);
      var card = new TrendSummary(workload.window(), 5, Optional.of(pages), Optional.empty());
      JsonObject page = draw(card, workload);
      page.getJsonArray("buckets").forEach(buckets::add);
      assertThat(page.getJsonArray("top_buckets")).isEqualTo(tally.topBuckets(hourly, 4));
      cursor = Optional.ofNullable(page.getString("next_cursor"));
    } while (cursor.isPresent());
    assertThat(buckets).isEqualTo(tally.allBuckets(hourly));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theHeatmapIsTheTally(long seed) {
    Workload workload = Workload.of(seed);
    boolean hourly = workload.random().nextBoolean();
    Mode mode = workload.random().nextBoolean() ? Mode.WEIGHTED : Mode.RAW;
    var card =
        new LabelHeatmap(
            "some time",
            workload.window(),
            Optional.of(hourly ? Span.HOUR : Span.DAY),
            new Shading(Overlay.BOTH, 5, mode));
    JsonObject answer = draw(card, workload);
    PlainTally tally = tally(workload, workload.window());
    assertSame(answer, tally.heatmap(CATALOG, 5, mode == Mode.WEIGHTED));
    assertThat(answer.getJsonArray("cells")).isEqualTo(tally.cells(hourly));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSummaryOfDayWeekAndMonthIsTheTally(long seed) {
    Workload workload = Workload.of(seed);
    Instant at = workload.window().start();
    int topN = 1 + workload.random().nextInt(6);
    long threshold = 1L + workload.random().nextInt(8);
    for (CalendarSpan span : CalendarSpan.values()) {
      Window window = plainWindow(span, at);
      var card = new ReasonSummary(span.holding(at), topN, threshold);
      assertSame(draw(card, workload), tally(workload, window).reasonSummary(topN, threshold));
    }
  }

  /** Found by walking, day by day, to where the number of the day, week or month changes. */
  private static Window plainWindow(CalendarSpan span, Instant at) {
    ZonedDateTime first = at.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC);
    while (number(span, first.minusDays(1)) == number(span, at.atZone(ZoneOffset.UTC))) {
      first = first.minusDays(1);
    }
    ZonedDateTime last = first.plusDays(1);
    while (number(span, last) == number(span, first)) {
      last = last.plusDays(1);
    }
    return new Window(first.toInstant(), last.toInstant());
  }

  private static int number(CalendarSpan span, ZonedDateTime day) {
    return switch (span) {
      case DAY -> day.getDayOfYear();
      case WEEK -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> day.getMonthValue();
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theHighlightsOfAFreshLogAreTheTally(long seed) {
    Workload workload = Workload.of(seed);
    boolean hourly = workload.random().nextBoolean();
    HighlightHistory log =
        HighlightHistory.empty(hourly ? Span.HOUR : Span.DAY, CATALOG)
            .turn(workload.counts(), CATALOG);
    var items = new JsonArray();
    log.behind(Optional.empty(), HighlightHistory.MOST_ENTRIES)
        .forEach(
            entry -> {
              JsonObject item = entry.highlight().json("a token", true);
              item.remove("token");
              items.add(item.copy());
            });
    var everything =
        new Window(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    assertThat(items).isEqualTo(tally(workload, everything).highlights(hourly));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theDeltaIsTheDifferenceOfTheTallies(long seed) {
    Workload after = Workload.of(seed);
    List<Workload.Event> some =
        after.events().subList(0, after.random().nextInt(after.events().size() + 1));
    var before = new Workload(after.window(), some, after.random());
    var card = new TrendSummary(after.window(), 5, Optional.empty(), Optional.empty());
    String token = draw(card, before).getString("delta_token");
    var again = new TrendSummary(after.window(), 5, Optional.empty(), Optional.of(token));
    JsonObject delta = draw(again, after).getJsonObject("delta");
    var then = tally(before, after.window()).summary(1).getJsonObject("raw");
    JsonObject now = tally(after, after.window()).summary(1).getJsonObject("raw");
    var added = new JsonObject();
    var changed = new JsonObject();
    for (String name : now.fieldNames()) {
      long to = now.getLong(name);
      if (!then.containsKey(name)) {
        added.put(name, to);
      } else if (to != then.getLong(name)) {
        long from = then.getLong(name);
        changed.put(name, new JsonObject().put("from", from).put("to", to).put("delta", to - from));
      }
    }
    assertThat(delta)
        .isEqualTo(
            new JsonObject()
                .put("added", added)
                .put("removed", new JsonObject())
                .put("changed", changed));
  }
}
