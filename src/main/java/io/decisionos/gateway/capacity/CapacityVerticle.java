package io.decisionos.gateway.capacity;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches how much of the machine this gateway has in use, every five seconds. A worker verticle,
 * one instance.
 */
public final class CapacityVerticle extends VerticleBase {
  private static final long LOOK_MS = 5_000;

  private final Pulse pulse;
  private final Load load;
  private final Supplier<SloValues> global;
  private final CapacityNews news;
  private final Clock clock;

  /**
   * A verticle that has not started.
   *
   * @param global the SLO of tenants that set none, whose {@code saturation} is the bound
   */
  public CapacityVerticle(Bus bus, Load load, Supplier<SloValues> global, Clock clock) {
    this(bus, load, global, clock, new Pulse(LOOK_MS, System::nanoTime));
  }

  /** Likewise, at a pace and a time of a test's own. */
  CapacityVerticle(Bus bus, Load load, Supplier<SloValues> global, Clock clock, Pulse pulse) {
    this.pulse = pulse;
    this.load = load;
    this.global = global;
    this.news =
        new CapacityNews(
            judged -> bus.announce(Conditions.JUDGED, judged),
            notice -> bus.announce(Notice.POSTED, notice));
    this.clock = clock;
  }

  /** How often to look, and a time that never runs backwards. */
  record Pulse(long everyMs, LongSupplier nanos) {}

  /** Completes at once. */
  @Override
  public Future<?> start() {
    vertx.setPeriodic(pulse.everyMs(), id -> look());
    return Future.succeededFuture();
  }

  private void look() {
    news.look(
        Map.of(
            SloKey.MAX_CPU_PERCENT, load.cpuPercent(), SloKey.MAX_MEM_PERCENT, load.memPercent()),
        global.get(),
        pulse.nanos().getAsLong(),
        clock.instant());
  }
}
