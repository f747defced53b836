package io.decisionos.gateway.cards;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.cards.CardsChannels.CardQuery;
import io.decisionos.gateway.cards.CardsChannels.HighlightsQuery;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.log.LogChannels;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Draws cards, each once until what it shows changes. A worker verticle, one instance; the drawing
 * itself is done on threads of its own, so that one large card holds up no other.
 */
public final class CardsVerticle extends VerticleBase {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LOOK_MS = 5_000;
  private static final int MOST_LOOKED_AT = 200;
  private static final ReasonCounts NOTHING = ReasonCounts.of(List.of());

  private final Bus bus;
  private final CardTokens tokens;
  private final int threads;
  private final Turns turns;
  private final KeptCards kept = new KeptCards();
  private final ThresholdWatch thresholds = new ThresholdWatch();
  private final Clock clock;
  private ReasonCatalog catalog;
  private WorkerExecutor painters;
  private KeptHighlights highlights;

  /**
   * A verticle that does not answer yet.
   *
   * @param seal makes tokens that other gateways with the same secret take as well
   * @param threads how many cards are drawn at a time
   * @param clock the wall clock, for thresholds of the last hour
   */
  public CardsVerticle(Bus bus, ReasonCatalog catalog, Seal seal, int threads, Clock clock) {
    this.bus = bus;
    this.clock = clock;
    this.catalog = catalog;
    this.tokens = new CardTokens(seal);
    this.threads = threads;
    this.turns = new Turns(threads);
  }

  @Override
  public Future<?> start() {
    painters = vertx.createSharedWorkerExecutor("cards-draw", threads);
    highlights = new KeptHighlights(painters, turns, bus.work());
    return bus.listen(CardsChannels.CATALOG_CHANGED, changed -> catalog = changed)
        .compose(v -> bus.listen(TenantChannels.CHANGED, this::retain))
        .compose(v -> bus.answerInTime(CardsChannels.CARD, this::card))
        .compose(v -> bus.answer(CardsChannels.HIGHLIGHTS, this::highlights))
        .compose(v -> bus.listen(LogChannels.COUNTED, news -> thresholds.counted(news.tenant())))
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .onSuccess(
            book -> {
              thresholds.begin(book);
              vertx.setPeriodic(LOOK_MS, id -> look());
            });
  }

  /** Looks at some tenants' thresholds, and tells what holds. */
  private void look() {
    thresholds.next(MOST_LOOKED_AT).forEach(this::look);
    thresholds.conditions().ifPresent(all -> bus.announce(Conditions.JUDGED, all));
  }

  private void look(TenantId tenant) {
    counts(tenant)
        .onSuccess(counts -> thresholds.seen(tenant, counts, catalog, clock.instant()))
        // Busy now; a later turn will do.
        .onFailure(cause -> thresholds.counted(tenant));
  }

  @Override
  public Future<?> stop() {
    return painters.close();
  }

  private void retain(TenantBook book) {
    kept.retain(book);
    highlights.retain(book);
    thresholds.retain(book);
  }

  private Future<ReasonCounts> counts(TenantId tenant) {
    return bus.ask(LogChannels.COUNTS, new LogChannels.CountsQuery(tenant), PATIENCE);
  }

  private Future<CardAnswer> card(CardQuery query, Deadline deadline) {
    return query.card().showsCounts()
        ? counts(query.tenant()).compose(counts -> card(query, deadline, counts))
        : draw(query.card(), deadline, sources(query.tenant(), NOTHING));
  }

  private Card.Sources sources(TenantId tenant, ReasonCounts counts) {
    return new Card.Sources(tenant, catalog, counts, tokens);
  }

  private Future<CardAnswer> card(CardQuery query, Deadline deadline, ReasonCounts counts) {
    var basis = new KeptCards.Basis(counts.version(), catalog);
    Card.Sources sources = sources(query.tenant(), counts);
    return kept.get(
        query.tenant(), basis, query.card(), () -> draw(query.card(), deadline, sources));
  }

  private Future<CardAnswer> draw(Card card, Deadline deadline, Card.Sources sources) {
    return turns.take(
        sources.tenant(),
        () -> {
          bus.begun(CardsChannels.CARD, deadline);
          return painters.executeBlocking(
              bus.work()
                  .onBehalf(sources.tenant(), () -> CardAnswer.of(card.draw(sources).toBuffer())),
              false);
        });
  }

  private Future<HighlightsPage> highlights(HighlightsQuery query) {
    Optional<HighlightHistory.Position> since =
        query.since().map(token -> tokens.position(query.tenant(), query.span(), token));
    var subject = new KeptHighlights.Subject(query.tenant(), query.span());
    return counts(query.tenant())
        .compose(counts -> highlights.read(subject, counts, catalog))
        .map(reading -> page(query, reading, since));
  }

  private HighlightsPage page(
      HighlightsQuery query,
      KeptHighlights.Reading reading,
      Optional<HighlightHistory.Position> since) {
    List<HighlightsPage.Item> items =
        reading.history().behind(since, query.limit()).stream()
            .map(entry -> item(query, entry))
            .toList();
    String next =
        items.isEmpty()
            ? token(query, reading.history().end())
            : items.get(items.size() - 1).token();
    return new HighlightsPage(items, next, reading.freshIn());
  }

  private HighlightsPage.Item item(HighlightsQuery query, HighlightHistory.Entry entry) {
    String token = token(query, entry.position());
    return new HighlightsPage.Item(token, entry.highlight().json(token, query.explain()).encode());
  }

  private String token(HighlightsQuery query, HighlightHistory.Position position) {
    return tokens.place(query.tenant(), query.span(), position);
  }
}
