package io.decisionos.gateway.cards;

import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.cards.log.ReasonCounts;
import io.decisionos.gateway.cards.log.Span;
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
final class HighlightDesk {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_LOGS = 256;

  private final WorkerExecutor workers;
  private final Turns turns;
  private final WorkMeter work;
  private final Map<Subject, Shelf> shelves =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Shelf> eldest) {
          return size() > MOST_LOGS;
        }
      };

  HighlightDesk(WorkerExecutor workers, Turns turns, WorkMeter work) {
    this.workers = workers;
    this.turns = turns;
    this.work = work;
  }

  /** Whose highlights, and by which span. */
  record Subject(TenantId tenant, Span span) {}

  /**
   * A log as it is now.
   *
   * @param freshIn when it may be reckoned anew, if it does not show everything; else zero
   */
  record Reading(HighlightLog log, Duration freshIn) {}

  private static final class Shelf {
    HighlightLog log;
    long turnedAt;
    Future<HighlightLog> turning;

    Shelf(HighlightLog log) {
      this.log = log;
      this.turnedAt = System.nanoTime() - PAUSE.toNanos();
      this.turning = Future.succeededFuture(log);
    }

    Duration pause() {
      return PAUSE.minusNanos(System.nanoTime() - turnedAt);
    }
  }

  /** The log of these counts and this catalogue, or the one before if that was just made. */
  Future<Reading> read(Subject subject, ReasonCounts counts, ReasonCatalog catalog) {
    Shelf shelf =
        shelves.computeIfAbsent(
            subject, s -> new Shelf(HighlightLog.empty(subject.span(), catalog)));
    if (!shelf.turning.isComplete()) {
      return shelf.turning.compose(log -> read(subject, counts, catalog));
    }
    if (shelf.log.isOf(counts, catalog)) {
      return Future.succeededFuture(new Reading(shelf.log, Duration.ZERO));
    }
    Duration pause = shelf.pause();
    return pause.isNegative() || pause.isZero()
        ? turn(subject.tenant(), shelf, counts, catalog).map(log -> new Reading(log, Duration.ZERO))
        : Future.succeededFuture(new Reading(shelf.log, pause));
  }

  private Future<HighlightLog> turn(
      TenantId tenant, Shelf shelf, ReasonCounts counts, ReasonCatalog catalog) {
    HighlightLog before = shelf.log;
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
                  shelf.log = next;
                  return next;
                });
    return shelf.turning;
  }

  /** Drops what belongs to tenants that are gone. */
  void retain(TenantBook book) {
    shelves.keySet().removeIf(subject -> book.known(subject.tenant()).isEmpty());
  }
}
