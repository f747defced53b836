package io.decisionos.gateway.http.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What all connections of the gateway share: places, memory for what their callers have not taken,
 * and the count of those that were cut, by why. Thread-safe.
 */
public final class Connections {
  private final BodyBudget waiting;
  private final Guests tenants;
  private final Guests operators;
  private final Map<Cut, Counter> cuts = new EnumMap<>(Cut.class);

  /** Why a connection is ended by us. */
  enum Cut {
    /** The head of a request did not come in time. */
    HEAD,
    /** A body did not. */
    BODY,
    /** An answer was not taken in time. */
    ANSWER,
    /** There was no memory for it. */
    MEMORY,
    /** Nobody used it, and another one needed its place. */
    ROOM,
    /** It was one too many when it came. */
    REFUSED
  }

  public Connections(MeterRegistry meters, ConnectionBound bound) {
    this.waiting = BodyBudget.ofWaiting(meters);
    this.tenants = shown(meters, "tenants", new Guests(bound.all(), bound.perAddress()));
    this.operators = shown(meters, "ops", new Guests(bound.operators(), bound.operators()));
    for (Cut cut : Cut.values()) {
      cuts.put(cut, counter(meters, cut));
    }
  }

  static Counter counter(MeterRegistry meters, Cut cut) {
    return Counter.builder("gateway.http.connections.cut")
        .description("Connections that were ended as they took too long or too much")
        .tag("cause", cut.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  private static Guests shown(MeterRegistry meters, String listener, Guests guests) {
    Gauge.builder("gateway.http.connections", guests, Guests::open)
        .description("Connections that are open")
        .tag("listener", listener)
        .register(meters);
    Gauge.builder("gateway.http.connections.limit", guests, Guests::most)
        .description("How many there may be")
        .tag("listener", listener)
        .register(meters);
    return guests;
  }

  /**
   * Takes in a new connection, or ends it.
   *
   * @param ofTenants whether it is for the tenants' listener
   */
  public void take(ChannelHandlerContext connection, ConnectionFlow flow, boolean ofTenants) {
    Handshakes.done(connection.channel());
    Guests guests = ofTenants ? tenants : operators;
    // One that is gone already has no address any more, and is closed in a moment.
    address(connection.channel()).ifPresent(from -> take(connection, flow, guests, from));
  }

  private void take(
      ChannelHandlerContext connection, ConnectionFlow flow, Guests guests, InetAddress from) {
    if (guests.enter(from, flow) == Guests.Entry.REFUSED) {
      count(Cut.REFUSED);
      // Not forcibly: whoever waits for its end would wait for ever.
      var unused = connection.close();
      return;
    }
    connection.channel().closeFuture().addListener(closed -> guests.leave(from, flow));
  }

  /**
   * How full it is.
   *
   * @param mostOfOne how many connections the address has that has most
   */
  public record State(
      int open, int most, int mostOfOne, long openDescriptors, long mostDescriptors) {}

  /** How it is now. */
  public State state() {
    return new State(
        tenants.open(),
        tenants.most(),
        tenants.mostOfOne(),
        ConnectionBound.openDescriptors(),
        ConnectionBound.descriptors());
  }

  /** Where a connection comes from; empty if that is gone already. */
  static Optional<InetAddress> address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress from
        ? Optional.ofNullable(from.getAddress())
        : Optional.empty();
  }

  BodyBudget waiting() {
    return waiting;
  }

  void count(Cut cut) {
    cuts.get(cut).increment();
  }
}
