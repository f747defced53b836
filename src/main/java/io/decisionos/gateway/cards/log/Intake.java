package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.cards.event.EventBatch;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.log.LogChannels.Append;
import io.decisionos.gateway.cards.log.LogChannels.Appended;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Takes in what callers bring: reads it on threads of their own, and has it committed. */
final class Intake {
  private static final int READERS = 2;

  private final Bus bus;
  private final InstantSource clock;
  private final LogMeters meters;
  private final Appender appender;
  private final WorkerExecutor readers;
  private final Turns turns = new Turns(READERS);

  Intake(Vertx vertx, Bus bus, InstantSource clock, LogMeters meters, Appender appender) {
    this.bus = bus;
    this.clock = clock;
    this.meters = meters;
    this.appender = appender;
    this.readers = vertx.createSharedWorkerExecutor("events-read", READERS);
  }

  Future<Appended> append(Append append, Deadline deadline) {
    return turns
        .take(
            append.tenant(),
            deadline,
            () -> {
              bus.begun(LogChannels.APPEND, deadline);
              return readers.executeBlocking(
                  bus.work().onBehalf(append.tenant(), () -> read(append)), false);
            })
        .compose(
            batch ->
                batch.events().isEmpty()
                    ? Future.succeededFuture(0)
                    : appender.append(append.tenant(), batch, append.allowance()))
        .onSuccess(meters::committed)
        .map(Appended::new);
  }

  private BatchRecord read(Append append) {
    byte[] body = append.body().getBytes();
    List<ReasonEvent> events = append.lines() ? EventBatch.lines(body) : EventBatch.array(body);
    Optional<Receipt> receipt =
        append.key().map(key -> Receipt.of(key, body, events.size(), clock.millis()));
    return new BatchRecord(events, receipt, Optional.empty());
  }
}
