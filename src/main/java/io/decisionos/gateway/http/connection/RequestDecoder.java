package io.decisionos.gateway.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Reads requests as Vert.x does, and more strictly: a field's name is a token, as RFC 9110 has it.
 * Who does not speak HTTP/1.1, or nothing that can be read, is answered as HTTP/1.1 all the same.
 * Reads no further than the flow of the connection lets it, and knows since when what it reads is
 * on its way. Confined to the connection's event loop.
 */
public final class RequestDecoder extends VertxHttpRequestDecoder {
  private static final String NAME = "httpDecoder";

  private static final int LEAST_READ_BYTES = 64;
  private static final int FIRST_READ_BYTES = 2048;
  private static final int MOST_READ_BYTES = 1 << 14;

  // Each connection is read once before the others are; as it is, Netty reads up to 1 MiB of one.
  private static final RecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES)
          .maxMessagesPerRead(1);

  private final ChannelPipeline pipeline;
  private final ConnectionFlow flow;
  private final FieldNames names;
  private final FieldNames.Reader reader = super::splitHeaderName;
  private boolean ownVersion;
  private boolean held;
  private boolean inHead;
  private boolean inBody;
  private boolean over;
  private long sinceNanos;

  private RequestDecoder(
      Http1ServerConfig limits,
      ChannelPipeline pipeline,
      ConnectionTimes times,
      Connections all,
      FieldNames names,
      ResumeTurns turns) {
    super(limits);
    this.names = names;
    this.pipeline = pipeline;
    this.flow = new ConnectionFlow(times, all, this, turns);
  }

  /**
   * Has a new connection, on which nothing has come yet, read by one of its own.
   *
   * @param names those that the connections of this event loop have in common
   * @param turns those of this event loop
   */
  public static ConnectionFlow install(
      ChannelHandlerContext connection,
      Http1ServerConfig limits,
      ConnectionTimes times,
      Connections all,
      FieldNames names,
      ResumeTurns turns) {
    ChannelPipeline pipeline = connection.pipeline();
    connection.channel().config().setRecvByteBufAllocator(READS);
    var decoder = new RequestDecoder(limits, pipeline, times, all, names, turns);
    pipeline.replace(NAME, NAME, decoder);
    pipeline.addBefore(connection.name(), null, decoder.flow);
    return decoder.flow;
  }

  /** Whether nothing of a request has come that is not yet here whole. */
  boolean isBetweenRequests() {
    return !inHead && !inBody;
  }

  /** Whether there is something to decode that waits. */
  boolean isHeld() {
    return held;
  }

  boolean headIsOverdue(long now, ConnectionTimes times) {
    return inHead && !held && times.isHeadOverdue(sinceNanos, now);
  }

  boolean bodyIsOverdue(long now, ConnectionTimes times) {
    return inBody && times.isBodyOverdue(sinceNanos, now);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) throws Exception {
    flow.turn();
    super.channelRead(context, read);
    if (held) {
      flow.hold();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (held) {
      // As it is, the decoder asks for more if what it read made no message.
      discardSomeReadBytes();
      context.fireChannelReadComplete();
    } else {
      super.channelReadComplete(context);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (over) {
      in.skipBytes(in.readableBytes());
      return;
    }
    held = inBody ? !flow.mayContinue() : !flow.mayBegin();
    if (!held) {
      super.decode(context, in, out);
      note(out);
    }
  }

  private void note(List<Object> out) {
    if (out.isEmpty()) {
      if (!inHead && !inBody) {
        inHead = true;
        sinceNanos = System.nanoTime();
      }
      return;
    }
    if (!inBody) {
      flow.begun();
      inHead = false;
      if (out.get(0) instanceof HttpMessage request
          && request.headers().contains(HttpHeaderNames.CONNECTION)) {
        closeIfAsked(request.headers());
      }
    }
    boolean whole = out.get(out.size() - 1) instanceof LastHttpContent;
    if (!whole && !inBody) {
      sinceNanos = System.nanoTime();
    }
    inBody = !whole;
  }

  /** The word may be one of several (RFC 9112, 9.6); Vert.x knows it alone. */
  private static void closeIfAsked(HttpHeaders fields) {
    for (String options : fields.getAll(HttpHeaderNames.CONNECTION)) {
      for (String option : options.split(",", -1)) {
        if (HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(option.strip())) {
          fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
      }
    }
  }

  /** Goes on with what has been read already, now that it may. */
  void goOn() throws Exception {
    held = false;
    ChannelHandlerContext context = pipeline.context(this);
    channelRead(context, Unpooled.EMPTY_BUFFER);
    context.fireChannelReadComplete();
  }

  /** Refuses a head that takes too long, in words. */
  void refuseSlow() {
    over = true;
    inHead = false;
    flow.begun();
    HttpMessage slow = createInvalidMessage();
    slow.setDecoderResult(DecoderResult.failure(new SlowHeadException()));
    ChannelHandlerContext context = pipeline.context(this);
    context.fireChannelRead(slow);
    context.fireChannelReadComplete();
  }

  /** A head did not come in time. */
  static final class SlowHeadException extends RuntimeException {
    SlowHeadException() {
      super("the head of a request is too slow", null, false, false);
    }
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    return names.of(line, start, length, reader);
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
