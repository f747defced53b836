package io.decisionos.gateway.evidence.scan;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of the time scans may read. What they find is new and stays, so that the collector
 * copies it while requests wait, and an event loop that wakes up may find its processor taken for
 * some milliseconds: beside many requests they read file by file with rests between. Looking for
 * what has changed is not held up. Thread-safe.
 */
public final class ScanPace {
  /** So many requests of one event loop in a second are many. */
  private static final int MANY = 50;

  /** Beside them, reading takes one part in so many of the time. */
  private static final int SHARE = 10;

  /** Slices of traffic come once a second. */
  private static final long MEMORY = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanoTime;
  private volatile long busyUntil;

  public ScanPace() {
    this(System::nanoTime);
  }

  public ScanPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.busyUntil = nanoTime.getAsLong();
  }

  /** An event loop has answered so many requests in the last second. */
  void answered(int requests) {
    if (requests >= MANY) {
      busyUntil = nanoTime.getAsLong() + MEMORY;
    }
  }

  /** Rests as long as reading for such a time asks for; an interrupt ends it. */
  void rest(long reading) {
    try {
      TimeUnit.NANOSECONDS.sleep(restAfter(reading));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The nanoseconds of rest after so many of reading. */
  long restAfter(long reading) {
    return busyUntil - nanoTime.getAsLong() > 0 ? (SHARE - 1) * reading : 0;
  }
}
