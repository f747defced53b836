package io.decisionos.gateway.http.connection;

import io.decisionos.gateway.bus.Shares;
import io.decisionos.gateway.limit.HeapPlan;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * How much memory bodies on their way may take, all together and each tenant's: those that are
 * coming in, and those that callers are slow to take. One of each for the whole gateway.
 * Thread-safe.
 */
public final class BodyBudget {
  private final Shares bytes;

  private BodyBudget(long bytes) {
    this.bytes = new Shares(bytes);
  }

  /** What the plan of the heap has for bodies of requests. */
  public static BodyBudget ofRequests(MeterRegistry meters) {
    return ofHeap()
        .shown(
            meters,
            "gateway.http.body.reserved.bytes",
            "Memory that is set aside for request bodies that are coming in");
  }

  /** As much again, for bodies of answers. */
  public static BodyBudget ofAnswers(MeterRegistry meters) {
    return ofHeap()
        .shown(
            meters,
            "gateway.http.answer.reserved.bytes",
            "Memory of large answers that callers have not taken yet");
  }

  /** Half of the memory outside of the heap, for what waits for callers to take it. */
  static BodyBudget ofWaiting(MeterRegistry meters) {
    return new BodyBudget(DirectMemory.capacity() / 2)
        .shown(
            meters,
            "gateway.http.waiting.bytes",
            "Bytes of answers of any size that callers have not taken yet");
  }

  private static BodyBudget ofHeap() {
    return new BodyBudget(HeapPlan.ofProcess().bodies());
  }

  private BodyBudget shown(MeterRegistry meters, String name, String description) {
    Gauge.builder(name, bytes, Shares::taken)
        .description(description)
        .baseUnit("bytes")
        .register(meters);
    return this;
  }

  /** All there is; what takes more than that takes this much. */
  public long capacity() {
    return bytes.capacity();
  }

  /** Sets room aside if there is some; whoever gets true gives it back once. */
  public boolean reserve(Optional<?> party, long most) {
    return bytes.enter(party, most);
  }

  public void release(Optional<?> party, long most) {
    bytes.leave(party, most);
  }
}
