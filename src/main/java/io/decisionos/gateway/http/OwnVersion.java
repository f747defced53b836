package io.decisionos.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.Http1ServerConnection;

/**
 * Answers as HTTP/1.1 a caller who speaks something else, whose word for it Vert.x would repeat in
 * the status line. Confined to one connection.
 */
final class OwnVersion extends ChannelOutboundHandlerAdapter {
  private OwnVersion() {}

  /** Sees to it that what is sent on this connection from now on says HTTP/1.1. */
  static void speakOn(HttpConnection connection) {
    if (connection instanceof Http1ServerConnection plain) {
      ChannelHandlerContext context = plain.channelHandlerContext();
      context.pipeline().addBefore(context.name(), null, new OwnVersion());
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response) {
      response.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    super.write(context, message, promise);
  }
}
