package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.CardsChannels.HighlightsQuery;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.log.LogChannels;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.EventStream;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The stream of highlights on one event loop: as a page, or as server-sent events that go on until
 * the tenant, the gateway or the reader ends them. Confined to that loop.
 */
final class HighlightsEndpoint {
  private static final Map<String, Boolean> FLAGS = Map.of("0", false, "1", true);
  private static final int USUAL_LIMIT = 5;
  private static final int MOST_LIMIT = 100;
  private static final long PLACE_MS = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Bus bus;
  private final Duration patience;
  private final OpenStreams places;
  private final Set<HighlightFeed> feeds = new LinkedHashSet<>();

  HighlightsEndpoint(Vertx vertx, Bus bus, Duration patience, OpenStreams places) {
    this.vertx = vertx;
    this.bus = bus;
    this.patience = patience;
    this.places = places;
  }

  /** Completes when nothing that streams show can be missed any more. */
  Future<Void> open() {
    return bus.listen(
            LogChannels.COUNTED, counted -> poke(feed -> feed.tenant().equals(counted.tenant())))
        .compose(v -> bus.listen(CardsChannels.CATALOG_CHANGED, changed -> poke(feed -> true)));
  }

  private void poke(Predicate<HighlightFeed> which) {
    feeds.stream().filter(which).toList().forEach(HighlightFeed::poke);
  }

  /** Ends the streams of tenants that are served no more. */
  void close(Predicate<TenantId> gone) {
    feeds.stream().filter(feed -> gone.test(feed.tenant())).toList().forEach(HighlightFeed::close);
  }

  Future<Answer> answer(Call call, TenantId tenant) {
    boolean live = wantsEvents(call);
    HighlightsQuery query = query(call, tenant);
    return live ? stream(call, resumed(call, query)) : page(call, query);
  }

  private static boolean wantsEvents(Call call) {
    return call.method().name().equals("GET") && call.wants("text/event-stream");
  }

  private static HighlightsQuery query(Call call, TenantId tenant) {
    int limit = new CardParameters(call.query()).integer("limit", 1, MOST_LIMIT, USUAL_LIMIT);
    boolean explain = call.query().word("explain", FLAGS).orElse(false);
    Span span = CardRequests.span(call.query()).orElse(Span.DAY);
    return new HighlightsQuery(tenant, span, call.query().once("since"), limit, explain);
  }

  /** What a reader has seen last goes before where it once began. */
  private static HighlightsQuery resumed(Call call, HighlightsQuery query) {
    List<String> seen = call.headers("Last-Event-ID");
    if (seen.size() > 1) {
      throw Call.invalid("Send Last-Event-ID once.");
    }
    Optional<String> since = seen.stream().filter(token -> !token.isEmpty()).findFirst();
    return new HighlightsQuery(
        query.tenant(), query.span(), since.or(query::since), MOST_LIMIT, query.explain());
  }

  private Future<HighlightsPage> ask(HighlightsQuery query, Optional<String> trace) {
    return bus.ask(CardsChannels.HIGHLIGHTS, query, patience, trace);
  }

  private Future<Answer> page(Call call, HighlightsQuery query) {
    return ask(query, call.trace())
        .compose(
            page -> isFresh(page, query) ? Future.succeededFuture(page) : later(call, query, page))
        .map(HighlightsPage::answer)
        .map(answer -> Answer.json(answer.body(), answer.etag()));
  }

  private static boolean isFresh(HighlightsPage page, HighlightsQuery query) {
    return page.freshIn().isZero() || page.items().size() == query.limit();
  }

  /** Waits for what is about to be reckoned, so that whoever has written events reads them. */
  private Future<HighlightsPage> later(Call call, HighlightsQuery query, HighlightsPage stale) {
    return vertx
        .timer(stale.freshIn().toMillis() + 1, TimeUnit.MILLISECONDS)
        .compose(v -> ask(query, call.trace()));
  }

  private Future<Answer> stream(Call call, HighlightsQuery query) {
    OpenStreams.Place place = places.enter(query.tenant());
    return ask(query, call.trace())
        .onFailure(cause -> place.leave())
        .map(first -> Answer.events(feeding(query, first, place)));
  }

  /** Begins to feed a stream when its head is out. */
  private Consumer<EventStream> feeding(
      HighlightsQuery query, HighlightsPage first, OpenStreams.Place place) {
    // A reader that has gone before the head was out never gets a stream that could end.
    long timer = vertx.setTimer(PLACE_MS, id -> place.leave());
    return stream -> {
      vertx.cancelTimer(timer);
      var feed = new HighlightFeed(vertx, stream, next -> ask(next, Optional.empty()), query);
      feeds.add(feed);
      stream
          .closed()
          .onComplete(
              v -> {
                feeds.remove(feed);
                place.leave();
              });
      feed.show(first);
    };
  }

  static ProblemException tooMany(int most) {
    return Problem.of(
            ProblemType.TENANT_STREAMS,
            "The tenant has " + most + " streams open, which is the most. Close one first.")
        .retryAfter(RETRY)
        .asException();
  }
}
