package io.decisionos.gateway.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Answers as HTTP/1.1 a caller who speaks something else, whose word for it Vert.x would repeat in
 * the status line (RFC 9112, 2.5). Confined to one connection.
 */
final class OwnVersion extends ChannelOutboundHandlerAdapter {
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && !response.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      // In older versions a connection ends with its answer unless somebody says otherwise.
      if (!response.headers().contains(HttpHeaderNames.CONNECTION)) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      response.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    super.write(context, message, promise);
  }
}
