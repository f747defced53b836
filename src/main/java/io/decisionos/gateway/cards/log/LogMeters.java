package io.decisionos.gateway.cards.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** What operators can measure of the events. Any thread. */
public final class LogMeters {
  private final AtomicReference<Totals> totals = new AtomicReference<>(Totals.NOTHING);
  private final Counter batches;
  private final Counter events;

  /** What all tenants have at a moment. */
  record Totals(long counted, long bytes, long badLines, long damaged, long behind, long memory) {
    static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, 0);
  }

  public LogMeters(MeterRegistry registry) {
    show(registry, "counted", "Events that are counted", Totals::counted);
    show(registry, "bytes", "Bytes of the logs of events", Totals::bytes);
    show(registry, "bad.lines", "Lines of other processes' files that are none", Totals::badLines);
    show(registry, "damaged", "Damaged places in the logs of events", Totals::damaged);
    show(registry, "behind.bytes", "Bytes of files that are followed, not read", Totals::behind);
    show(registry, "memory.bytes", "Bytes of counts that are in no file yet", Totals::memory);
    this.batches =
        Counter.builder("gateway.events.batches")
            .description("Batches committed for callers")
            .register(registry);
    this.events =
        Counter.builder("gateway.events.accepted")
            .description("Events committed for callers")
            .register(registry);
  }

  private void show(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Totals> value) {
    Gauge.builder("gateway.events." + name, totals, all -> value.applyAsDouble(all.get()))
        .description(description)
        .register(registry);
  }

  void show(Totals now) {
    totals.set(now);
  }

  void committed(int size) {
    batches.increment();
    events.increment(size);
  }
}
