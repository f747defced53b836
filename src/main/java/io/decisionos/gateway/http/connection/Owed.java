package io.decisionos.gateway.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Optional;

/**
 * What one caller has not taken yet, counted in bytes as it lies in memory, heads and answers of
 * any size, and for how long. Confined to the connection's event loop.
 */
final class Owed {
  private final Connections connections;
  private final ConnectionTimes times;
  private Optional<?> party = Optional.empty();
  private long counted;
  private boolean marked;
  private long markedNanos;
  private long markedBytes;

  Owed(Connections connections, ConnectionTimes times) {
    this.connections = connections;
    this.times = times;
  }

  void of(Channel channel) {
    party = Connections.address(channel);
  }

  boolean isOwing() {
    return counted > 0;
  }

  /**
   * Counts anew what waits.
   *
   * @return whether there is room for it
   */
  boolean look(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    long waiting = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    if (waiting > counted && !connections.waiting().reserve(party, waiting - counted)) {
      return false;
    }
    if (waiting < counted) {
      connections.waiting().release(party, counted - waiting);
    }
    counted = waiting;
    if (waiting > 0 && !marked) {
      mark(context, waiting);
    }
    return true;
  }

  /** Notes what waits now; once all of it is taken, what waits by then is noted. */
  private void mark(ChannelHandlerContext context, long waiting) {
    marked = true;
    markedNanos = System.nanoTime();
    markedBytes = waiting;
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            (ChannelFutureListener)
                // Not at once: by now the mark itself is still counted among what waits.
                taken -> context.executor().execute(() -> taken(context)));
  }

  private void taken(ChannelHandlerContext context) {
    marked = false;
    if (context.channel().isActive() && !look(context)) {
      var unused = context.close();
    }
  }

  /** Whether what waits should have been taken by now. */
  boolean isOverdue(long now) {
    return marked && now - markedNanos >= times.toTake(markedBytes).toNanos();
  }

  /** The connection is gone, and what waited with it. */
  void settle() {
    connections.waiting().release(party, counted);
    counted = 0;
  }
}
