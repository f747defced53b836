package io.decisionos.gateway.http.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.spi.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections beyond what the process has descriptors for, where they are accepted: before
 * anything is known of them, encrypted ones that never say anything included. No listener gets the
 * places that are kept for the operators' beside its own. Thread-safe.
 */
public final class AcceptGate {
  private final int most;
  private final int mostOfOne;
  private final Counter refused;
  private final Handshakes handshakes;
  private final AtomicInteger open = new AtomicInteger();

  /** A gate for all listeners of a process. */
  public AcceptGate(MeterRegistry meters, ConnectionBound bound) {
    this.most = bound.accepted();
    this.mostOfOne = most - bound.operators();
    this.refused = Connections.counter(meters, Connections.Cut.REFUSED);
    this.handshakes = new Handshakes(mostOfOne, refused);
  }

  /** What stands between a listener and whatever serves its connections. */
  @Sharable
  final class OfOne extends ChannelInboundHandlerAdapter {
    private final AtomicInteger own = new AtomicInteger();

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      var connection = (Channel) accepted;
      boolean isTooMany = own.incrementAndGet() > mostOfOne;
      if (open.incrementAndGet() > most || isTooMany) {
        left();
        refused.increment();
        // It belongs to no event loop yet: a proper close would wait for one.
        connection.unsafe().closeForcibly();
        return;
      }
      connection.closeFuture().addListener(closed -> left());
      connection.pipeline().addLast(handshakes);
      context.fireChannelRead(accepted);
    }

    private void left() {
      own.decrementAndGet();
      open.decrementAndGet();
    }
  }

  /** The transport, with this gate at everything that listens. */
  public io.vertx.core.transport.Transport guard(io.vertx.core.transport.Transport transport) {
    Transport guarded = guard(transport.implementation());
    return new io.vertx.core.transport.Transport() {
      @Override
      public String name() {
        return transport.name();
      }

      @Override
      public boolean available() {
        return transport.available();
      }

      @Override
      public Throwable unavailabilityCause() {
        return transport.unavailabilityCause();
      }

      @Override
      public Transport implementation() {
        return guarded;
      }
    };
  }

  private Transport guard(Transport transport) {
    return (Transport)
        Proxy.newProxyInstance(
            Transport.class.getClassLoader(),
            new Class<?>[] {Transport.class},
            (proxy, method, arguments) -> {
              // Vert.x has no other place where a listener's own channel can be had.
              if (arguments != null
                  && arguments[arguments.length - 1] instanceof ServerBootstrap server) {
                server.handler(new OfOne());
              }
              try {
                return method.invoke(transport, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
