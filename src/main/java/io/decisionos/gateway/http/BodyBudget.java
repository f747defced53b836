package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Shares;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * How much memory bodies on their way may take, all together and each tenant's: those that are
 * coming in, and those that callers are slow to take. One of each for the whole gateway.
 * Thread-safe.
 */
public final class BodyBudget {
  private static final int PART_OF_HEAP = 4;
  // Two of the largest bodies fit into any heap.
  private static final long LEAST_BYTES = 16 << 20;

  private final Shares bytes;

  private BodyBudget(long bytes) {
    this.bytes = new Shares(bytes);
  }

  /** A quarter of what the heap may grow to, for bodies of requests. */
  public static BodyBudget ofRequests(MeterRegistry meters) {
    return ofHeap()
        .shown(
            meters,
            "gateway.http.body.reserved.bytes",
            "Memory that is set aside for request bodies that are coming in");
  }

  /** Another quarter, for bodies of answers. */
  public static BodyBudget ofAnswers(MeterRegistry meters) {
    return ofHeap()
        .shown(
            meters,
            "gateway.http.answer.reserved.bytes",
            "Memory of large answers that callers have not taken yet");
  }

  private static BodyBudget ofHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    return new BodyBudget(Math.max(heap / PART_OF_HEAP, LEAST_BYTES));
  }

  private BodyBudget shown(MeterRegistry meters, String name, String description) {
    Gauge.builder(name, bytes, Shares::taken)
        .description(description)
        .baseUnit("bytes")
        .register(meters);
    return this;
  }

  /** All there is; what takes more than that takes this much. */
  long capacity() {
    return bytes.capacity();
  }

  /** Sets room aside if there is some; whoever gets true gives it back once. */
  boolean reserve(Optional<?> party, long most) {
    return bytes.enter(party, most);
  }

  void release(Optional<?> party, long most) {
    bytes.leave(party, most);
  }
}
