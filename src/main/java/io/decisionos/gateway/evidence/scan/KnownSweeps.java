package io.decisionos.gateway.evidence.scan;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sweeps what is known already, again and again while a scan takes long. Beside many requests a
 * scan rests more than it reads, and what changes behind it would be found by the next one alone.
 * On a thread of its own. Thread-safe.
 */
final class KnownSweeps implements AutoCloseable {
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, ScanThreads.named("evidence-known"));
  private final Runnable sweep;
  private final Duration period;

  /**
   * @param sweep throws nothing
   * @param period how long a scan may take before the first sweep, and the rest after each
   */
  KnownSweeps(Runnable sweep, Duration period) {
    this.sweep = sweep;
    this.period = period;
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Whether no sweep runs, and none is to come. */
  boolean isIdle() {
    return thread.getQueue().isEmpty() && thread.getActiveCount() == 0;
  }

  /** Runs a scan on the caller's thread, with sweeps beside it if it takes long. */
  void during(Runnable scan) {
    long nanos = period.toNanos();
    Future<?> sweeps = thread.scheduleWithFixedDelay(sweep, nanos, nanos, TimeUnit.NANOSECONDS);
    try {
      scan.run();
    } finally {
      sweeps.cancel(false);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
