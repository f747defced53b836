package io.decisionos.gateway.load.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Beats a hundred times a second on the run's event loop, and says how late each beat was and how
 * much of each second the loop was on the processor.
 */
final class Pulse {

  private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MICRO = 1000;

  private final Loop loop;
  private final Listener listener;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private boolean stopped;
  private long due;
  private long secondStart;
  private long cpuStart;

  Pulse(Loop loop, Listener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /** Who is told. */
  interface Listener {
    void beat(long now, long lagMicros);

    void second(double cpuShare);
  }

  void start() {
    secondStart = System.nanoTime();
    cpuStart = threads.getCurrentThreadCpuTime();
    next(secondStart);
  }

  void stop() {
    stopped = true;
  }

  private void next(long now) {
    due = now + BEAT;
    loop.at(due, this::ring);
  }

  private void ring() {
    long now = System.nanoTime();
    if (stopped) {
      return;
    }
    listener.beat(now, (now - due) / MICRO);
    if (now - secondStart >= SECOND) {
      long cpu = threads.getCurrentThreadCpuTime();
      listener.second((double) (cpu - cpuStart) / (now - secondStart));
      // Whole seconds are kept even when a beat is late, so that rows and run stay in step.
      secondStart += SECOND;
      cpuStart = cpu;
    }
    next(now);
  }
}
