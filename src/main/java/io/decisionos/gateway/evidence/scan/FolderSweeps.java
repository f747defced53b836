package io.decisionos.gateway.evidence.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sweeps the folders that the system tells of as a whole: those that are new or gone, and those in
 * which more happens than it can tell. Each at once, and while it goes on no more often than its
 * size allows. On a thread of its own, so that a large folder does not hold up the news of single
 * files in the others; all state is that thread's.
 */
// What sweeps throw is the sweeper's to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class FolderSweeps implements AutoCloseable {
  /** A folder is swept for at most one part in so many of the time. */
  private static final int REST = 4;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ScanThreads.named("evidence-folders"));
  private final Sweeper sweeper;
  private final Map<String, Depth> waiting = new HashMap<>();
  private final Map<String, Long> restsUntil = new HashMap<>();

  /** How much of a folder is looked at. */
  enum Depth {
    /** Its own files, and the folders in it that nobody follows yet. */
    SHALLOW,
    /** All that is below it. */
    DEEP
  }

  /** Sweeps one folder, and throws nothing. */
  interface Sweeper {
    void sweep(String folder, Depth depth);
  }

  FolderSweeps(Sweeper sweeper) {
    this.sweeper = sweeper;
  }

  /** Has a folder swept, once for all that is told of it until then. Any thread. */
  void ask(String folder, Depth depth) {
    thread.execute(() -> plan(folder, depth));
  }

  private void plan(String folder, Depth depth) {
    boolean planned = waiting.containsKey(folder);
    waiting.merge(folder, depth, (a, b) -> a == Depth.DEEP ? a : b);
    if (!planned) {
      long now = System.nanoTime();
      restsUntil.values().removeIf(until -> until - now <= 0);
      long rest = restsUntil.getOrDefault(folder, now) - now;
      thread.schedule(() -> sweep(folder), rest, TimeUnit.NANOSECONDS);
    }
  }

  private void sweep(String folder) {
    Depth depth = waiting.remove(folder);
    long begin = System.nanoTime();
    sweeper.sweep(folder, depth);
    long end = System.nanoTime();
    restsUntil.put(folder, end + (REST - 1) * (end - begin));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
