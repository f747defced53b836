package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldSet;
import io.decisionos.gateway.evidence.EvidenceChannels.LockOrder;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.orders.OrderBox;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Has the gateway that writes a root do something, and waits for what comes of it. An order that
 * nobody takes is taken back: nothing has happened then. Confined to the evidence verticle.
 */
final class WriterOrders {
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final long LOOK_MS = 25;

  private final Vertx vertx;
  private final OrderBox box;
  private final LogWork work;

  WriterOrders(Vertx vertx, OrderBox box, LogWork work) {
    this.vertx = vertx;
    this.box = box;
    this.work = work;
  }

  Future<Finished> lock(LockOrder order, Deadline deadline) {
    return ask(OrderJson.lock(order), Duration.ofNanos(deadline.nanoTime() - System.nanoTime()))
        .map(OrderJson::locked);
  }

  Future<HoldSet> hold(HoldOrder order) {
    return ask(OrderJson.hold(order), USUAL).map(OrderJson::held);
  }

  Future<Holds> holds() {
    return ask(OrderJson.holds(), USUAL).map(OrderJson::allHeld);
  }

  Future<Void> seen(TenantId tenant) {
    return ask(OrderJson.seen(tenant), USUAL).mapEmpty();
  }

  /** Plans and their runs belong to one gateway, as plans live as long as its process. */
  static <T> Future<T> elsewhere() {
    return Future.failedFuture(
        away("This gateway lets nothing go. Ask the one with evidence.writer for plans."));
  }

  private static ProblemException away(String detail) {
    return Problem.of(ProblemType.EVIDENCE_LOG_UNAVAILABLE, detail).retryAfter(RETRY).asException();
  }

  private Future<JsonObject> ask(JsonObject order, Duration patience) {
    long now = System.nanoTime();
    // Late enough for who is there, and with time left to take it back.
    var wait = new Wait(now + patience.toNanos() * 2 / 3, now + patience.toNanos() * 9 / 10);
    return work.run(() -> box.leave(order, work.now().plus(patience)))
        .compose(id -> await(id, wait))
        .compose(OrderJson::outcome);
  }

  /** Until when an order must be taken and answered, on the process's monotonic clock. */
  private record Wait(long taken, long answered) {
    boolean isTakenBy(long now) {
      return now - taken < 0;
    }
  }

  private Future<JsonObject> await(String id, Wait wait) {
    return vertx
        .timer(LOOK_MS, TimeUnit.MILLISECONDS)
        .compose(v -> work.run(() -> box.answer(id)))
        .compose(
            answer -> answer.isPresent() ? Future.succeededFuture(answer.get()) : goOn(id, wait));
  }

  private Future<JsonObject> goOn(String id, Wait wait) {
    long now = System.nanoTime();
    if (wait.isTakenBy(now)) {
      return await(id, wait);
    }
    return work.run(() -> box.withdraw(id))
        .compose(
            withdrawn -> {
              if (withdrawn) {
                return Future.failedFuture(
                    away(
                        "The gateway that writes evidence does not answer, and nothing was changed."
                            + " Try again when it is back."));
              }
              return now - wait.answered() < 0
                  ? await(id, wait)
                  : Future.failedFuture(Unknown.problem().asException());
            });
  }
}
