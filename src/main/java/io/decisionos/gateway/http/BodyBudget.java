package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Shares;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * How much memory the bodies that are coming in may take, all together and each tenant's. One for
 * the whole gateway. Thread-safe.
 */
public final class BodyBudget {
  private static final int PART_OF_HEAP = 4;
  // Two of the largest bodies fit into any heap.
  private static final long LEAST_BYTES = 16 << 20;

  private final Shares bytes;

  BodyBudget(long bytes, MeterRegistry meters) {
    this.bytes = new Shares(bytes);
    Gauge.builder("gateway.http.body.reserved.bytes", this.bytes, Shares::taken)
        .description("Memory that is set aside for request bodies that are coming in")
        .baseUnit("bytes")
        .register(meters);
  }

  /** A quarter of what the heap may grow to. */
  public static BodyBudget ofHeap(MeterRegistry meters) {
    long heap = Runtime.getRuntime().maxMemory();
    return new BodyBudget(Math.max(heap / PART_OF_HEAP, LEAST_BYTES), meters);
  }

  /** Sets room aside if there is some; whoever gets true gives it back once. */
  boolean reserve(Optional<?> party, long most) {
    return bytes.enter(party, most);
  }

  void release(Optional<?> party, long most) {
    bytes.leave(party, most);
  }
}
