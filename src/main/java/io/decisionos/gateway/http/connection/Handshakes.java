package io.decisionos.gateway.http.connection;

import io.decisionos.gateway.bus.Shares;
import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;

/**
 * Shares the places of connections that are to be encrypted and are not yet: an address holds no
 * more of them than are free, so that one that connects and says nothing leaves half to the others.
 * Thread-safe.
 */
@Sharable
final class Handshakes extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<Runnable> PENDING =
      AttributeKey.valueOf(Handshakes.class, "pending");

  private final Shares places;
  private final Counter refused;

  Handshakes(int most, Counter refused) {
    this.places = new Shares(most);
    this.refused = refused;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ChannelPipeline pipeline = context.pipeline();
    boolean isEncrypted =
        pipeline.get(SslHandler.class) != null || pipeline.get(AbstractSniHandler.class) != null;
    if (isEncrypted && !begin(context.channel())) {
      refused.increment();
      var unused = context.close();
      return;
    }
    context.fireChannelActive();
    pipeline.remove(this);
  }

  private boolean begin(Channel channel) {
    var from = Connections.address(channel);
    if (!places.enter(from, 1)) {
      return false;
    }
    channel.attr(PENDING).set(() -> places.leave(from, 1));
    channel.closeFuture().addListener(closed -> done(channel));
    return true;
  }

  /** The connection has been made, or is over. */
  static void done(Channel channel) {
    Runnable leave = channel.attr(PENDING).getAndSet(null);
    if (leave != null) {
      leave.run();
    }
  }
}
