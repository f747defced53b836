package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.AlertChannels.LiftOrder;
import io.decisionos.gateway.alerts.AlertChannels.Lifted;
import io.decisionos.gateway.alerts.AlertChannels.SilenceOrder;
import io.decisionos.gateway.alerts.AlertChannels.Silenced;
import io.decisionos.gateway.alerts.book.Desk;
import io.decisionos.gateway.alerts.book.DeskStateJson;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Begins and ends silences, at all gateways of a fleet. Confined to its verticle.
 *
 * @param write writes the desk down; tells whether it could
 * @param met completes when others were heard, or cannot be
 */
record Silencing(
    Desk desk, Supplier<Instant> clock, BooleanSupplier write, Supplier<Future<Void>> met) {

  Future<Silenced> begin(SilenceOrder order) {
    if (desk.silences().size() >= AlertRoutes.MOST_SILENCES) {
      return refused(
          ProblemType.REQUEST_INVALID,
          "There are " + AlertRoutes.MOST_SILENCES + " silences; end some first.");
    }
    desk.silence(order.silence(), clock.get());
    return write.getAsBoolean()
        ? met.get().map(new Silenced(order.silence().id()))
        : refused(
            ProblemType.STORAGE_UNAVAILABLE,
            "The silence counts, but cannot be written down; free or mend the disk.");
  }

  /** What another gateway has just begun counts here as well. */
  Future<Lifted> end(LiftOrder order) {
    return met.get().compose(v -> ended(order.id()));
  }

  private Future<Lifted> ended(String id) {
    boolean was = desk.lift(id, clock.get());
    return write.getAsBoolean()
        ? met.get().map(new Lifted(was))
        : refused(
            ProblemType.STORAGE_UNAVAILABLE,
            "The silence has ended, but that cannot be written down; free or mend the disk.");
  }

  Future<JsonObject> all() {
    return met.get()
        .map(
            v -> {
              var silences = new JsonArray();
              desk.silences().forEach(silence -> silences.add(DeskStateJson.json(silence)));
              return new JsonObject().put("silences", silences);
            });
  }

  private static <T> Future<T> refused(ProblemType type, String detail) {
    return Future.failedFuture(Problem.of(type, detail).asException());
  }
}
