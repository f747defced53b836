package io.decisionos.gateway.http.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what one connection takes in bounds, of memory and of time, whoever answers its requests. A
 * caller who does not take answers is not read any further and not worked for, and what waits for
 * it is counted; a head, a body and an answer each must have come, or gone, in time. Confined to
 * the connection's event loop.
 */
public final class ConnectionFlow extends ChannelDuplexHandler {
  /** So many requests of one connection are known before their answers are out. */
  static final int MOST_IN_WORK = 16;

  private static final long LOOK_MS = 250;
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final ConnectionTimes times;
  private final Connections connections;
  private final RequestDecoder decoder;
  private final HeldRequests held;
  private final Owed owed;
  private final Turn turn;
  private final long sinceNanos = System.nanoTime();
  private ChannelHandlerContext context;
  private ScheduledFuture<?> looks;
  private int inWork;

  ConnectionFlow(
      ConnectionTimes times, Connections connections, RequestDecoder decoder, ResumeTurns turns) {
    this.times = times;
    this.connections = connections;
    this.decoder = decoder;
    this.owed = new Owed(connections, times);
    this.held = new HeldRequests(decoder, turns);
    this.turn = new Turn(turns);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    owed.of(added.channel());
  }

  /** Decoding begins, or goes on when it is the connection's turn. */
  void turn() {
    turn.begin();
  }

  /** A request has been decoded. */
  void begun() {
    inWork++;
    turn.begun(context.executor());
  }

  /** Whether one more request may be decoded. */
  boolean mayBegin() {
    return inWork < MOST_IN_WORK && !turn.isOver() && context.channel().isWritable();
  }

  /** Whether more of a body may be decoded: not before the answers ahead of its own are out. */
  boolean mayContinue() {
    return inWork <= 1;
  }

  /** Whether the connection is in use, and not merely kept for later. */
  private boolean isInUse() {
    return inWork > 0 || !decoder.isBetweenRequests() || owed.isOwing();
  }

  /** Whether nobody uses it, as far as another thread can see; a new one has not had its time. */
  boolean canGo() {
    return !isInUse() && System.nanoTime() - sinceNanos > A_MOMENT.toNanos();
  }

  /** Ends a connection that nobody uses, so that another finds room. */
  void goIfUnused() {
    context
        .executor()
        .execute(
            () -> {
              if (!isInUse()) {
                cut(Connections.Cut.ROOM);
              }
            });
  }

  /**
   * Nothing more is read until there is room for answers again, and it is the connection's turn.
   */
  void hold() {
    context.channel().config().setAutoRead(false);
    if (turn.isOver()) {
      held.resumeLater(context);
    }
    watch();
  }

  /**
   * Leads to the door, at once or when the caller has taken what waits for it.
   *
   * @return what Vert.x hands the requests of this connection to
   */
  public Handler<HttpServerRequest> before(Handler<HttpServerRequest> door) {
    return request -> {
      if (context.channel().isWritable()) {
        door.handle(request);
      } else {
        held.defer(context, request, door);
      }
    };
  }

  @Override
  public void write(ChannelHandlerContext added, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent && !isInterim(message)) {
      inWork--;
      held.resumeLater(added);
    }
    var unused = added.write(message, promise);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  @Override
  public void flush(ChannelHandlerContext added) {
    added.flush();
    ChannelOutboundBuffer waiting = added.channel().unsafe().outboundBuffer();
    if (waiting != null && (owed.isOwing() || waiting.totalPendingWriteBytes() > 0)) {
      owe();
    }
  }

  private void owe() {
    if (owed.look(context)) {
      watch();
    } else {
      cut(Connections.Cut.MEMORY);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext added) {
    added.fireChannelReadComplete();
    if (!decoder.isBetweenRequests()) {
      watch();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext added) {
    added.fireChannelWritabilityChanged();
    held.resumeLater(added);
  }

  /** Looks now and then, for as long as there is something that could take too long. */
  private void watch() {
    if (looks == null && context.channel().isOpen()) {
      looks = context.executor().schedule(this::look, LOOK_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    looks = null;
    if (!context.channel().isOpen()) {
      return;
    }
    long now = System.nanoTime();
    if (owed.isOverdue(now)) {
      cut(Connections.Cut.ANSWER);
    } else if (decoder.headIsOverdue(now, times)) {
      refuseHead();
    } else if (decoder.bodyIsOverdue(now, times)) {
      cut(Connections.Cut.BODY);
    } else if (owed.isOwing() || decoder.isHeld() || !decoder.isBetweenRequests()) {
      if (owed.isOwing()) {
        owe();
      }
      watch();
    }
  }

  private void refuseHead() {
    if (inWork > 0) {
      cut(Connections.Cut.HEAD);
    } else {
      connections.count(Connections.Cut.HEAD);
      decoder.refuseSlow();
    }
  }

  /** Closes at once: waiting for what the caller does not take would be waiting for ever. */
  private void cut(Connections.Cut why) {
    connections.count(why);
    var unused = context.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext added, Object event) {
    // Who is taking an answer in time is silent for a good reason.
    if (!(event instanceof IdleStateEvent && owed.isOwing())) {
      added.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext added) {
    owed.settle();
    held.clear();
    if (looks != null) {
      looks.cancel(false);
      looks = null;
    }
    added.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext added, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      cut(Connections.Cut.MEMORY);
    } else if (cause instanceof IOException) {
      // Whoever has gone is told to Vert.x as any close: amid a pipeline it fails at the cause
      // itself.
      var unused = added.close();
    } else {
      added.fireExceptionCaught(cause);
    }
  }
}
