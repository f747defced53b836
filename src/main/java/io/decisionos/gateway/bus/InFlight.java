package io.decisionos.gateway.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts a channel's questions in flight and keeps them within its capacity, and each party's
 * within its share: as many as there are places free. One greedy party thus gets at most half of a
 * channel, two that come together a third each, and beside them there is room. Thread-safe.
 */
final class InFlight {
  private final String channel;
  private final int capacity;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Object, Integer> held = new ConcurrentHashMap<>();
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
  boolean enter(Object question) {
    Optional<?> party = party(question);
    if (party.isEmpty() ? take() : takeShare(party.get())) {
      hops.increment();
      return true;
    }
    refused.increment();
    return false;
  }

  private static Optional<?> party(Object question) {
    return question instanceof OnBehalf asked ? asked.party() : Optional.empty();
  }

  private boolean take() {
    if (count.incrementAndGet() > capacity) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  private boolean takeShare(Object party) {
    int free = capacity - count.get();
    int mine = held.merge(party, 1, Integer::sum);
    // Whoever holds nothing may have the last place.
    if ((mine == 1 || mine <= free) && take()) {
      return true;
    }
    giveBack(party);
    return false;
  }

  void leave(Object question) {
    count.decrementAndGet();
    party(question).ifPresent(this::giveBack);
  }

  private void giveBack(Object party) {
    held.computeIfPresent(party, (p, mine) -> mine == 1 ? null : mine - 1);
  }

  /** How many parties hold a place. */
  int parties() {
    return held.size();
  }

  Bus.Depth depth() {
    return new Bus.Depth(channel, count.get(), capacity);
  }
}
