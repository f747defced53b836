package io.decisionos.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gateway that is short of something tells. */
final class CapacityVerticleTest {
  private static final SloValues GLOBAL =
      new SloValues(
          Map.of(
              SloKey.MAX_CPU_PERCENT, BigDecimal.valueOf(80),
              SloKey.MAX_MEM_PERCENT, BigDecimal.valueOf(85)));

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());
  private final BlockingQueue<Conditions> judged = new LinkedBlockingQueue<>();
  private final BlockingQueue<Notice> posted = new LinkedBlockingQueue<>();
  private final AtomicLong nanos = new AtomicLong();
  private volatile double cpu = 95;
  private volatile SloValues global = GLOBAL;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private final class Machine implements Load {
    @Override
    public double cpuPercent() {
      return cpu;
    }

    @Override
    public double memPercent() {
      return 20;
    }
  }

  private void start() {
    var pulse =
        new CapacityVerticle.Pulse(1, () -> nanos.addAndGet(Duration.ofSeconds(5).toNanos()));
    bus.listen(Conditions.JUDGED, judged::add).await();
    bus.listen(Notice.POSTED, posted::add).await();
    vertx
        .deployVerticle(
            new CapacityVerticle(bus, new Machine(), () -> global, Clock.systemUTC(), pulse))
        .await();
  }

  private Conditions next(Predicate<Conditions> wanted) throws InterruptedException {
    Conditions next = judged.poll(20, TimeUnit.SECONDS);
    while (next != null && !wanted.test(next)) {
      next = judged.poll(20, TimeUnit.SECONDS);
    }
    return Optional.ofNullable(next).orElseThrow();
  }

  @Test
  void aShortageIsToldUntilItIsOver() throws InterruptedException {
    start();
    Conditions first = next(all -> true);
    assertThat(first.alert()).isEqualTo("CapacityShort");
    assertThat(first.holding()).isEmpty();
    Conditions.Condition held = next(all -> !all.holding().isEmpty()).holding().get(0);
    assertThat(held.labels()).isEqualTo(Map.of("objective", "max_cpu_percent"));
    assertThat(held.level()).isEqualTo(Notice.Level.WARN);
    assertThat(held.value()).isEqualTo(95);
    assertThat(held.what())
        .isEqualTo(
            "the processor at 95.0 % over the last minute, saturation.max_cpu_percent is 80;"
                + " add a gateway");
    assertThat(posted.poll(20, TimeUnit.SECONDS).kind()).isEqualTo("capacity.short");
    cpu = 10;
    next(all -> all.holding().isEmpty());
    assertThat(posted.poll(20, TimeUnit.SECONDS).kind()).isEqualTo("capacity.enough");
  }

  @Test
  void anotherBoundHoldsAtOnce() throws InterruptedException {
    global = SloValues.NONE;
    start();
    for (int i = 0; i < 30; i++) {
      assertThat(next(all -> true).holding()).isEmpty();
    }
    global = GLOBAL;
    assertThat(next(all -> !all.holding().isEmpty()).holding()).hasSize(1);
  }

  @Test
  void aProcessKnowsWhatItTakes() {
    var load = new ProcessLoad();
    assertThat(load.cpuPercent()).isBetween(0.0, 100.0);
    assertThat(load.memPercent()).isBetween(0.0, 100.0);
  }
}
