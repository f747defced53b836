package io.decisionos.gateway.cards;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.cards.CardsChannels.HighlightsQuery;
import io.decisionos.gateway.http.EventStream;
import io.decisionos.gateway.http.ServerEvent;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * Brings highlights to one reader, page by page: the next page is asked for when the last one has
 * left, so that a slow reader is the only one that waits. Confined to the stream's context.
 */
final class HighlightFeed {
  private static final long PAUSE_MS = 1000;

  private final Vertx vertx;
  private final EventStream stream;
  private final Function<HighlightsQuery, Future<HighlightsPage>> source;
  private HighlightsQuery query;
  private boolean busy;
  private boolean poked;

  /**
   * A feed that sends nothing before {@link #show} or {@link #poke}.
   *
   * @param query where to begin
   */
  HighlightFeed(
      Vertx vertx,
      EventStream stream,
      Function<HighlightsQuery, Future<HighlightsPage>> source,
      HighlightsQuery query) {
    this.vertx = vertx;
    this.stream = stream;
    this.source = source;
    this.query = query;
  }

  TenantId tenant() {
    return query.tenant();
  }

  void close() {
    stream.close();
  }

  /** Says that there may be something new. */
  void poke() {
    poked = true;
    if (!busy) {
      pull();
    }
  }

  private void pull() {
    if (!stream.isClosed()) {
      busy = true;
      poked = false;
      carry(Again.attempt(() -> source.apply(query)));
    }
  }

  /** Sends a page, and goes on with the next. */
  void show(HighlightsPage page) {
    busy = true;
    carry(Future.succeededFuture(page));
  }

  private void carry(Future<HighlightsPage> coming) {
    // What cannot be had now can be had later; the reader keeps its place meanwhile.
    coming.compose(this::send).onComplete(this::goOn, cause -> pullIn(PAUSE_MS));
  }

  private Future<HighlightsPage> send(HighlightsPage page) {
    query = query.since(page.next());
    return page.items().isEmpty()
        ? Future.succeededFuture(page)
        : stream
            .send(
                page.items().stream()
                    .map(item -> ServerEvent.at(item.token(), item.json()))
                    .toList())
            .map(page);
  }

  private void goOn(HighlightsPage sent) {
    if (sent.items().size() == query.limit()) {
      pull();
    } else if (!sent.freshIn().isZero()) {
      pullIn(sent.freshIn().toMillis() + 1);
    } else {
      busy = false;
      if (poked) {
        pull();
      }
    }
  }

  private void pullIn(long millis) {
    vertx.setTimer(millis, id -> pull());
  }
}
