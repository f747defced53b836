package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.AlertChannels.Listing;
import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.book.Dispatch;
import io.decisionos.gateway.alerts.message.Links;
import io.decisionos.gateway.alerts.rules.Receiver;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One message that shows whether a receiver can be told. */
record TestMessage(Receiver receiver, String gateway, Instant now) {

  /** Completes with what the receiver has said. */
  Future<Listing> send(AlertSender sender, Links links) {
    long began = System.nanoTime();
    return sender
        .reply(dispatch(), links)
        .map(
            reply ->
                new Listing(
                    new JsonObject()
                        .put("receiver", receiver.name())
                        .put("sent", reply.isWell())
                        .put("status", reply.status() == 0 ? null : reply.status())
                        .put("said", reply.body())
                        .put("detail", reply.said())
                        .put("took_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))));
  }

  private Dispatch dispatch() {
    var labels = Map.of("alertname", "Test", "severity", "info", "gateway", gateway);
    var alert =
        new Alert(
            AlertLabels.of(labels), now, Optional.empty(), 1, "an operator tries this receiver");
    return new Dispatch(
        Optional.of(UUID.randomUUID().toString()),
        receiver,
        receiver.takesAll() ? Dispatch.Kind.ALL : Dispatch.Kind.GROUP,
        Map.of("alertname", "Test"),
        List.of(new Dispatch.Word(alert, true)),
        List.of());
  }
}
