package io.decisionos.gateway.storage.history;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How far the clients of a campaign have come, and whether they shall go on. Thread-safe. */
final class Progress {
  private static final long PAUSE_NANOS = 5_000_000L;
  private static final long PATIENCE_NANOS = 180_000_000_000L;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long steps;
  private boolean stopped;
  private final Supplier<String> doing;

  /**
   * None so far.
   *
   * @param doing what the clients are at, for whoever has to find out why they are stuck
   */
  Progress(Supplier<String> doing) {
    this.doing = doing;
  }

  /** Repeats the step until the campaign stops; pauses if it says that nothing came of it. */
  void whileRunning(BooleanSupplier step) {
    try {
      while (isRunning()) {
        note(step.getAsBoolean());
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private synchronized boolean isRunning() {
    return !stopped;
  }

  private void note(boolean done) {
    if (done) {
      count();
    } else {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private synchronized void count() {
    steps++;
    notifyAll();
  }

  /** Waits until the clients have made so many steps more. */
  synchronized void await(long more) {
    awaitAll(steps + more);
  }

  /** Waits until the clients have made so many steps altogether. */
  synchronized void awaitAll(long goal) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (steps < goal && failure.get() == null) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the clients are stuck: " + doing.get());
      }
      try {
        wait(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  synchronized void stop() {
    stopped = true;
  }

  synchronized long steps() {
    return steps;
  }

  /** Fails if a client failed. */
  void rethrow() {
    if (failure.get() != null) {
      throw new AssertionError("a client failed", failure.get());
    }
  }
}
