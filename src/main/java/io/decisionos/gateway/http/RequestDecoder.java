package io.decisionos.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.BitSet;

/**
 * Reads requests as Vert.x does, and more strictly: a field's name is a token, as RFC 9110 has it.
 * Who does not speak HTTP/1.1, or nothing that can be read, is answered as HTTP/1.1 all the same.
 * Confined to one connection.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
  private static final String NAME = "httpDecoder";
  private static final BitSet TOKEN = token();

  private final ChannelPipeline pipeline;
  private boolean ownVersion;

  private RequestDecoder(Http1ServerConfig limits, ChannelPipeline pipeline) {
    super(limits);
    this.pipeline = pipeline;
  }

  /** Has a new connection, on which nothing has come yet, read by one of its own. */
  static void install(ChannelHandlerContext connection, Http1ServerConfig limits) {
    ChannelPipeline pipeline = connection.pipeline();
    pipeline.replace(NAME, NAME, new RequestDecoder(limits, pipeline));
  }

  private static BitSet token() {
    var token = new BitSet(Byte.SIZE << 4);
    token.set('a', 'z' + 1);
    token.set('A', 'Z' + 1);
    token.set('0', '9' + 1);
    "!#$%&'*+-.^_`|~".chars().forEach(token::set);
    return token;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("a field without a name");
    }
    for (int i = start; i < start + length; i++) {
      if (!TOKEN.get(line[i] & 0xff)) {
        throw new IllegalArgumentException("a field whose name is no token");
      }
    }
    return super.splitHeaderName(line, start, length);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    HttpMessage message = super.createMessage(initialLine);
    if (!message.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      speakOwnVersion();
    }
    return message;
  }

  @Override
  protected HttpMessage createInvalidMessage() {
    var unreadable =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request", Unpooled.EMPTY_BUFFER);
    unreadable.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return unreadable;
  }

  private void speakOwnVersion() {
    if (!ownVersion) {
      ownVersion = true;
      pipeline.addAfter("httpEncoder", null, new OwnVersion());
    }
  }
}
