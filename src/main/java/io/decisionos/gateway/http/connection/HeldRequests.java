package io.decisionos.gateway.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The requests of one connection, decoded or not yet, that wait until its caller has taken answers.
 * Confined to the connection's event loop.
 */
final class HeldRequests {
  private final RequestDecoder decoder;
  private final ResumeTurns turns;
  private final Queue<Runnable> deferred = new ArrayDeque<>(1);
  private boolean resuming;

  HeldRequests(RequestDecoder decoder, ResumeTurns turns) {
    this.decoder = decoder;
    this.turns = turns;
  }

  /** Leads a request to the door when there is room for its answer. */
  void defer(
      ChannelHandlerContext connection,
      HttpServerRequest request,
      Handler<HttpServerRequest> door) {
    Context here = Vertx.currentContext();
    request.pause();
    Runnable begin =
        () ->
            here.runOnContext(
                v -> {
                  door.handle(request);
                  request.resume();
                });
    connection
        .executor()
        .execute(
            () -> {
              deferred.add(begin);
              goOn(connection);
            });
  }

  /**
   * Not at once: this may be called amid the decoding that it would begin anew, and others wait.
   */
  void resumeLater(ChannelHandlerContext connection) {
    if (!resuming && (decoder.isHeld() || !deferred.isEmpty())) {
      resuming = true;
      turns.add(connection.executor(), () -> goOn(connection));
    }
  }

  private void goOn(ChannelHandlerContext connection) {
    resuming = false;
    while (!deferred.isEmpty() && connection.channel().isWritable()) {
      deferred.remove().run();
    }
    if (decoder.isHeld()) {
      decodeOn(connection);
    }
  }

  private void decodeOn(ChannelHandlerContext connection) {
    try {
      decoder.goOn();
    } catch (Exception e) {
      connection.fireExceptionCaught(e);
      return;
    }
    if (!decoder.isHeld()) {
      connection.channel().config().setAutoRead(true);
    }
  }

  /** The connection is gone. */
  void clear() {
    deferred.clear();
  }
}
