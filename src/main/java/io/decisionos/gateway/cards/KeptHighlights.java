package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.work.WorkMeter;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the highlights of the tenants that somebody asks for, and reckons each anew at most once a
 * second. Those not asked for longest are forgotten when there are too many: reckoned anew, they
 * hold all that is newest. Confined to one verticle.
 */
final class KeptHighlights {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_HISTORIES = 256;

  private final WorkerExecutor workers;
  private final Turns turns;
  private final WorkMeter work;
  private final Map<Subject, Shelf> shelves =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Shelf> eldest) {
          return size() > MOST_HISTORIES;
        }
      };

  KeptHighlights(WorkerExecutor workers, Turns turns, WorkMeter work) {
    this.workers = workers;
    this.turns = turns;
    this.work = work;
  }

  /** Whose highlights, and by which span. */
  record Subject(TenantId tenant, Span span) {}

  /**
   * The highlights as they are now.
   *
   * @param freshIn when it may be reckoned anew, if it does not show everything; else zero
   */
  record Reading(HighlightHistory history, Duration freshIn) {}

  private static final class Shelf {
    HighlightHistory history;
    long turnedAt;
    Future<HighlightHistory> turning;

    Shelf(HighlightHistory history) {
      this.history = history;
      this.turnedAt = System.nanoTime() - PAUSE.toNanos();
      this.turning = Future.succeededFuture(history);
    }

    Duration pause() {
      return PAUSE.minusNanos(System.nanoTime() - turnedAt);
    }
  }

  /** The highlights of these counts and this catalogue, or the one before if that was just made. */
  Future<Reading> read(Subject subject, ReasonCounts counts, ReasonCatalog catalog) {
    Shelf shelf =
        shelves.computeIfAbsent(
            subject, s -> new Shelf(HighlightHistory.empty(subject.span(), catalog)));
    if (!shelf.turning.isComplete()) {
      return shelf.turning.compose(history -> read(subject, counts, catalog));
    }
    if (shelf.history.isOf(counts, catalog)) {
      return Future.succeededFuture(new Reading(shelf.history, Duration.ZERO));
    }
    Duration pause = shelf.pause();
    return pause.isNegative() || pause.isZero()
        ? turn(subject.tenant(), shelf, counts, catalog)
            .map(history -> new Reading(history, Duration.ZERO))
        : Future.succeededFuture(new Reading(shelf.history, pause));
  }

  private Future<HighlightHistory> turn(
      TenantId tenant, Shelf shelf, ReasonCounts counts, ReasonCatalog catalog) {
    HighlightHistory before = shelf.history;
    shelf.turnedAt = System.nanoTime();
    shelf.turning =
        turns
            .take(
                tenant,
                () ->
                    workers.executeBlocking(
                        work.onBehalf(tenant, () -> before.turn(counts, catalog)), false))
            .map(
                next -> {
                  shelf.history = next;
                  return next;
                });
    return shelf.turning;
  }

  /** Drops what belongs to tenants that are gone. */
  void retain(TenantBook book) {
    shelves.keySet().removeIf(subject -> book.known(subject.tenant()).isEmpty());
  }
}
