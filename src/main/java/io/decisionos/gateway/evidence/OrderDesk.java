package io.decisionos.gateway.evidence;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.HoldsQuery;
import io.decisionos.gateway.evidence.LogChannels.LossSeen;
import io.decisionos.gateway.evidence.orders.OrderBox;
import io.decisionos.gateway.evidence.store.HoldFile;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what other gateways of the root order, by asking the same questions that callers of this one
 * ask. Confined to the evidence verticle.
 */
final class OrderDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final long LOOK_MS = 100;

  /** If no other gateway has ever ordered anything, as is usual. */
  private static final long LOOK_UNUSED_MS = 1000;

  private final Bus bus;
  private final OrderBox box;
  private final LogWork work;
  private final Vertx vertx;

  OrderDesk(Bus bus, OrderBox box, LogWork work, Vertx vertx) {
    this.bus = bus;
    this.box = box;
    this.work = work;
    this.vertx = vertx;
  }

  /** What was found in a look. */
  private record Look(List<OrderBox.Taken> orders, boolean used) {}

  void start() {
    vertx.setTimer(LOOK_MS, id -> look());
  }

  private void look() {
    Again.attempt(() -> work.run(() -> new Look(box.take(), box.isUsed())))
        .onSuccess(look -> fulfil(look.orders()))
        .onFailure(cause -> LOG.debug("orders cannot be read cause={}", cause.toString()))
        .map(Look::used)
        .otherwise(true)
        .onSuccess(used -> vertx.setTimer(used ? LOOK_MS : LOOK_UNUSED_MS, id -> look()));
  }

  private void fulfil(List<OrderBox.Taken> orders) {
    for (OrderBox.Taken order : orders) {
      Again.attempt(() -> fulfil(order.order()))
          .otherwise(cause -> OrderJson.failure(problem(cause)))
          .compose(answer -> answer(order.id(), answer))
          .onFailure(cause -> LOG.warn("an order is not answered cause={}", cause.toString()));
    }
  }

  private Future<Void> answer(String id, JsonObject answer) {
    return work.run(
        () -> {
          box.answer(id, answer);
          return null;
        });
  }

  private static Problem problem(Throwable cause) {
    return cause instanceof ProblemException expected ? expected.problem() : Unknown.problem();
  }

  private Future<JsonObject> fulfil(JsonObject order) {
    return switch (OrderJson.op(order)) {
      case OrderJson.LOCK ->
          bus.ask(EvidenceChannels.LOCK, OrderJson.lock(order), PATIENCE).map(OrderJson::answer);
      case OrderJson.HOLD -> hold(OrderJson.hold(order));
      case OrderJson.HOLDS ->
          bus.ask(EvidenceChannels.HOLDS, new HoldsQuery(), PATIENCE).map(HoldFile::json);
      case OrderJson.SEEN ->
          bus.ask(LogChannels.LOSS_SEEN, new LossSeen(OrderJson.tenant(order)), PATIENCE)
              .map(new JsonObject());
      default -> throw new IllegalArgumentException("an order that this version does not know");
    };
  }

  private Future<JsonObject> hold(HoldOrder order) {
    return bus.ask(EvidenceChannels.HOLD, order, PATIENCE).map(set -> OrderJson.answer(order, set));
  }
}
