package io.decisionos.gateway.alerts;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.book.Shared;
import io.decisionos.gateway.alerts.book.Shared.Letter;
import io.decisionos.gateway.alerts.book.Teller;
import io.decisionos.gateway.bus.Board;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what desks of a fleet know together to the board and back, one letter at a time. Confined
 * to its verticle.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Board board;
  private final Shared shared;
  private final Supplier<Instant> clock;
  private Future<Void> going = Future.succeededFuture();
  private Optional<Future<Void>> next = Optional.empty();
  private long troubles;

  Exchange(Board board, Shared shared, Supplier<Instant> clock) {
    this.board = board;
    this.shared = shared;
    this.clock = clock;
  }

  /** Completes when all that is known now is written and heard; fails if it cannot be. */
  Future<Void> meet() {
    if (going.isComplete()) {
      going = all();
      return going;
    }
    if (next.isEmpty()) {
      next = Optional.of(going.transform(over -> follow()));
    }
    return next.get();
  }

  private Future<Void> follow() {
    next = Optional.empty();
    going = all();
    return going;
  }

  private Future<Void> all() {
    return carry(shared.next(System.nanoTime()))
        .compose(v -> shared.isBehind() ? all() : Future.succeededFuture());
  }

  private Future<Void> carry(Letter letter) {
    return Again.attempt(() -> board.ask(letter.ask()))
        .transform(
            answer -> {
              if (answer.failed()) {
                shared.unheard(letter);
                return Future.failedFuture(answer.cause());
              }
              shared.heard(letter, answer.result(), clock.get());
              tellOfTrouble();
              return Future.succeededFuture();
            });
  }

  private void tellOfTrouble() {
    long now = shared.refused() + shared.strange();
    if (now > 0 && troubles == 0) {
      LOG.warn(
          "gateways do not hear all of each other's alerts refused={} unreadable={}",
          shared.refused(),
          shared.strange());
    }
    troubles = now;
  }

  /**
   * Completes when a message may go out: everybody else knows that it does, and nobody else tells.
   */
  Future<Boolean> cleared(Dispatch dispatch) {
    boolean grouped = dispatch.kind() != Dispatch.Kind.ALL;
    return grouped && dispatch.isOfFleet() ? written() : Future.succeededFuture(true);
  }

  private Future<Boolean> written() {
    return meet()
        .transform(
            met -> {
              boolean mayTell = teller().here();
              if (met.failed()) {
                return Future.succeededFuture(mayTell && shared.goesOn(System.nanoTime()));
              }
              return mayTell && shared.isWaiting() ? written() : Future.succeededFuture(mayTell);
            });
  }

  /** Which gateway tells what is the fleet's. */
  Teller teller() {
    return shared.teller(System.nanoTime());
  }

  /** Lets another gateway follow at once; completes whatever comes of it. */
  Future<Void> leave() {
    return meet()
        .transform(met -> carry(shared.last(System.nanoTime())))
        .transform(left -> Future.succeededFuture());
  }
}
