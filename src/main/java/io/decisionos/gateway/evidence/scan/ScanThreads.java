package io.decisionos.gateway.evidence.scan;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads that read evidence, under names that an operator recognises. They have the
 * least priority, so that requests go before a scan if the JVM is told to heed it. Stateless.
 */
public final class ScanThreads {
  private ScanThreads() {}

  /** A pool for sweeps. */
  public static ForkJoinPool pool(int threads) {
    return new ForkJoinPool(threads, ScanThreads::scanner, null, false);
  }

  private static ForkJoinWorkerThread scanner(ForkJoinPool pool) {
    var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName("evidence-scan-" + thread.getPoolIndex());
    giveWay(thread);
    return thread;
  }

  /** Threads that do not keep the process alive. */
  static ThreadFactory named(String name) {
    var made = new AtomicInteger();
    return work -> {
      var thread = new Thread(work, name + '-' + made.getAndIncrement());
      thread.setDaemon(true);
      giveWay(thread);
      return thread;
    };
  }

  // Nothing relies on it: a scan is right at any priority, and only the requests beside it suffer.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void giveWay(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
  }
}
