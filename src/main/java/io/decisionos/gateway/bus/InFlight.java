package io.decisionos.gateway.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts a channel's questions in flight and keeps them within its capacity. Thread-safe. */
final class InFlight {
  private final String channel;
  private final int capacity;
  private final AtomicInteger count = new AtomicInteger();
  private final Counter hops;
  private final Counter refused;

  InFlight(Channel<?, ?> channel, MeterRegistry meters) {
    this.channel = channel.address();
    this.capacity = channel.capacity();
    Gauge.builder("gateway.bus.in.flight", count, AtomicInteger::get)
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
  boolean enter() {
    if (count.incrementAndGet() > capacity) {
      count.decrementAndGet();
      refused.increment();
      return false;
    }
    hops.increment();
    return true;
  }

  void leave() {
    count.decrementAndGet();
  }

  Bus.Depth depth() {
    return new Bus.Depth(channel, count.get(), capacity);
  }
}
