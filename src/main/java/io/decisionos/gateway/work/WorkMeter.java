package io.decisionos.gateway.work;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says whom the process works for. Threads say what they do ({@link #here}), and one of them splits
 * the processor time of the whole process by it ({@link #split}). Thread-safe but for {@link
 * #split}, which is for one thread.
 */
public final class WorkMeter {
  private static final int TRIES = 200;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final long costOfMeasuring = costOfMeasuring(threads);
  private final Map<Thread, BusyThread> busy = new ConcurrentHashMap<>();
  private Map<Long, Long> before = new HashMap<>();
  private long processBefore;

  /** What an empty turn seems to take, at best. */
  private static long costOfMeasuring(ThreadMXBean threads) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long begun = threads.getCurrentThreadCpuTime();
      least = Math.min(least, threads.getCurrentThreadCpuTime() - begun);
    }
    return least;
  }

  /** The calling thread. */
  public BusyThread here() {
    Thread thread = Thread.currentThread();
    BusyThread known = busy.get(thread);
    return known != null
        ? known
        : busy.computeIfAbsent(
            thread, t -> new BusyThread(threads::getCurrentThreadCpuTime, costOfMeasuring));
  }

  /** This task as a turn of whatever thread runs it. */
  public <T> Callable<T> onBehalf(Object party, Callable<T> task) {
    return () -> {
      BusyThread here = here();
      long begun = here.begin();
      try {
        return task.call();
      } finally {
        here.end(begun, Optional.of(party));
      }
    };
  }

  /**
   * Splits what the process took since the last time; the first time since it began. On a machine
   * that cannot tell a thread's time everything is nobody's.
   */
  public Split split() {
    Map<Long, Long> now = times();
    long java = 0;
    for (Map.Entry<Long, Long> thread : now.entrySet()) {
      java += since(thread.getKey(), thread.getValue());
    }
    var spent = new ArrayList<Split.Spent>();
    busy.forEach(
        (thread, doing) -> {
          long id = thread.getId();
          spent.add(new Split.Spent(since(id, now.getOrDefault(id, 0L)), doing.take()));
        });
    busy.keySet().removeIf(thread -> !thread.isAlive());
    long took = process.getProcessCpuTime();
    Split split = Split.of(Math.max(0, took - processBefore), java, spent);
    processBefore = Math.max(took, processBefore);
    before = now;
    return split;
  }

  private long since(long thread, long now) {
    return Math.max(0, now - before.getOrDefault(thread, 0L));
  }

  private Map<Long, Long> times() {
    var times = new HashMap<Long, Long>();
    if (threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()) {
      for (long id : threads.getAllThreadIds()) {
        // A thread that has ended since has none.
        times.put(id, Math.max(0, threads.getThreadCpuTime(id)));
      }
    }
    return times;
  }
}
