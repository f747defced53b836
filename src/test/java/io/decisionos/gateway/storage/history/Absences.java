package io.decisionos.gateway.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Callers of a gateway who do not stop while its storage goes away and comes back, and how long
 * their answers took.
 */
public final class Absences implements AutoCloseable {
  private static final int CALLERS = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration LEAVING = Duration.ofSeconds(1);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Duration RETURNED = Duration.ofMillis(2500);

  private final Progress progress = new Progress(() -> this.stage.toString());
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
  private final Histogram beforeKnown = new ConcurrentHistogram(3);
  private final Histogram onceKnown = new ConcurrentHistogram(3);
  private final Histogram overlays = new ConcurrentHistogram(3);
  private final Histogram returns = new Histogram(3);
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong lastRefusal = new AtomicLong();
  private volatile Stage stage = Stage.THERE;
  private volatile long returned;

  private enum Stage {
    THERE,
    LEAVING,
    AWAY,
    RETURNING,
    RETURNED
  }

  /** Begins to call. */
  public Absences(int port) {
    for (int i = 0; i < CALLERS; i++) {
      threads.execute(() -> work(port));
    }
    LockSupport.parkNanos(WARM_UP.toNanos());
  }

  private void work(int port) {
    try (var calls = new Calls(() -> port)) {
      progress.whileRunning(() -> step(calls));
    }
  }

  private boolean step(Calls calls) {
    write(calls);
    long start = System.nanoTime();
    int status = calls.send("GET", "/slo?tenant=acme-corp", "").status();
    overlays.recordValue(microsSince(start));
    expect(200, status);
    return false;
  }

  private void write(Calls calls) {
    Stage begun = stage;
    long start = System.nanoTime();
    int status = calls.send("PUT", "/etags/absent?tenant=acme-corp", "1").status();
    long took = microsSince(start);
    Stage ended = stage;
    if (ended == Stage.LEAVING) {
      beforeKnown.recordValue(took);
    } else if (ended == Stage.AWAY && begun == ended) {
      onceKnown.recordValue(took);
      expect(503, status);
    } else if (ended == Stage.RETURNED && status == 503) {
      lastRefusal.accumulateAndGet(microsSince(returned), Math::max);
    }
  }

  private static long microsSince(long start) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }

  private void expect(int status, int heard) {
    if (status != heard) {
      wrong.add(stage + ": " + heard + " where " + status + " was expected");
    }
  }

  /** One absence, from its begin until everything is served again. */
  public void endure(Runnable leave, Runnable comeBack) {
    stage = Stage.LEAVING;
    leave.run();
    LockSupport.parkNanos(LEAVING.toNanos());
    stage = Stage.AWAY;
    LockSupport.parkNanos(AWAY.toNanos());
    lastRefusal.set(0);
    stage = Stage.RETURNING;
    comeBack.run();
    returned = System.nanoTime();
    stage = Stage.RETURNED;
    LockSupport.parkNanos(RETURNED.toNanos());
    stage = Stage.THERE;
    returns.recordValue(lastRefusal.get());
  }

  /** Judges what was answered during all absences. */
  public void judge() {
    progress.rethrow();
    assertThat(wrong).isEmpty();
  }

  /** Holds the times against what is wanted: for a machine that has nothing else to do. */
  public void judgeTimes() {
    assertThat(beforeKnown.getMaxValue()).isLessThan(micros(Duration.ofSeconds(1)));
    // One of a thousand may meet a pause of the machine.
    assertThat(onceKnown.getValueAtPercentile(99)).isLessThan(micros(Duration.ofMillis(50)));
    assertThat(returns.getMaxValue()).isLessThan(micros(Duration.ofSeconds(2)));
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  @Override
  public String toString() {
    return "absences=%d; milliseconds (median, p99, most): before it is known %s; once known %s; overlays %s; served again after %s"
        .formatted(
            returns.getTotalCount(),
            spell(beforeKnown),
            spell(onceKnown),
            spell(overlays),
            spell(returns));
  }

  private static String spell(Histogram times) {
    return "%.1f %.1f %.1f"
        .formatted(
            times.getValueAtPercentile(50) / 1e3,
            times.getValueAtPercentile(99) / 1e3,
            times.getMaxValue() / 1e3);
  }

  @Override
  public void close() {
    progress.stop();
    threads.shutdown();
  }
}
