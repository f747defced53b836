package io.decisionos.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * An open stream of server-sent events to one reader. What the reader has not taken is bounded: one
 * that falls too far behind, or takes nothing from one heartbeat to the next, is cut off and comes
 * back where it stopped. Confined to the context of its request.
 */
public final class EventStream {
  static final Buffer COMMENT = Buffer.buffer(":\n\n");
  private static final int MOST_UNWRITTEN_BYTES = 256 << 10;

  private final HttpServerRequest request;
  private final Promise<Void> closed = Promise.promise();
  private final LongConsumer counts;
  private long unwritten;
  private boolean moved = true;

  /**
   * A stream over a response whose head is out.
   *
   * @param counts hears how many bytes are sent
   */
  EventStream(HttpServerRequest request, LongConsumer counts) {
    this.request = request;
    this.counts = counts;
    HttpServerResponse response = request.response();
    response.closeHandler(v -> closed.tryComplete());
    response.exceptionHandler(cause -> closed.tryComplete());
    if (response.closed()) {
      // The reader went before its answer was there; no handler hears of that any more.
      closed.tryComplete();
    }
  }

  /** Sends one event; see {@link #send(List)}. */
  public Future<Void> send(ServerEvent event) {
    return send(List.of(event));
  }

  /**
   * Sends events, or cuts off a reader that is too far behind for them.
   *
   * @return completes when they have left this process, so that whoever has many to send goes on
   *     then; fails if the stream is closed
   */
  public Future<Void> send(List<ServerEvent> events) {
    var wire = Buffer.buffer();
    events.forEach(event -> event.appendTo(wire));
    return write(wire);
  }

  /** Keeps the connection in use, and finds out whether the reader still takes anything. */
  void beat() {
    if (unwritten > 0 && !moved) {
      cutOff();
      return;
    }
    moved = false;
    write(COMMENT);
  }

  private Future<Void> write(Buffer wire) {
    if (isClosed()) {
      return Future.failedFuture("the stream is closed");
    }
    if (unwritten > 0 && unwritten + wire.length() > MOST_UNWRITTEN_BYTES) {
      cutOff();
      return Future.failedFuture("the reader is too slow");
    }
    unwritten += wire.length();
    counts.accept(wire.length());
    return request
        .response()
        .write(wire)
        .andThen(
            written -> {
              unwritten -= wire.length();
              moved = true;
              if (written.failed()) {
                closed.tryComplete();
              }
            });
  }

  private void cutOff() {
    // Ending would wait for all that the reader does not take.
    closed.tryComplete();
    request.connection().close();
  }

  /** Ends the stream after what was sent. Safe to call twice. */
  public void close() {
    if (closed.tryComplete()) {
      request.response().end().onComplete(v -> request.connection().close());
    }
  }

  /** Completes when the stream is closed, by whichever side. */
  public Future<Void> closed() {
    return closed.future();
  }

  public boolean isClosed() {
    return closed.future().isComplete();
  }
}
