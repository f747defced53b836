package io.decisionos.gateway.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * Counts a channel's questions in flight and keeps them within its capacity, and each party's
 * within its share. Thread-safe.
 */
final class InFlight {
  private final String channel;
  private final int capacity;
  private final Shares places;
  private final Counter hops;
  private final Counter refused;

  InFlight(Channel<?, ?> channel, MeterRegistry meters) {
    this.channel = channel.address();
    this.capacity = channel.capacity();
    this.places = new Shares(capacity);
    Gauge.builder("gateway.bus.in.flight", places, Shares::taken)
        .description("Questions that wait for an answer")
        .tag("channel", channel.address())
        .register(meters);
    this.hops = counter(meters, "gateway.bus.hops", "Questions sent over the event bus", channel);
    this.refused =
        counter(meters, "gateway.bus.refused", "Questions refused at the channel's bound", channel);
  }

  private static Counter counter(
      MeterRegistry meters, String name, String description, Channel<?, ?> channel) {
    return Counter.builder(name)
        .description(description)
        .tag("channel", channel.address())
        .register(meters);
  }

  /** Takes a place if there is one; whoever gets true gives it back with {@link #leave}, once. */
  boolean enter(Object question) {
    boolean entered = places.enter(party(question), 1);
    (entered ? hops : refused).increment();
    return entered;
  }

  /** Who asks a question; empty if the gateway asks for itself. */
  static Optional<?> party(Object question) {
    return question instanceof OnBehalf asked ? asked.party() : Optional.empty();
  }

  void leave(Object question) {
    places.leave(party(question), 1);
  }

  /** How many questions wait for an answer. */
  int count() {
    return Math.toIntExact(places.taken());
  }

  Bus.Depth depth() {
    return new Bus.Depth(channel, count(), capacity);
  }
}
