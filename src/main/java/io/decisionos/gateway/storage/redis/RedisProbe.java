package io.decisionos.gateway.storage.redis;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * When a write of ours is due that tells whether Redis takes writes: once a second, as nobody else
 * may write, and at once if it refused one. If it takes and refuses in turn, it is believed only
 * once a second. For one thread.
 */
final class RedisProbe {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();
  private static final long CALM = Duration.ofSeconds(5).toNanos();

  private final Supplier<String> key;
  private long dueNanos = System.nanoTime();
  private long backNanos = System.nanoTime() - CALM;
  private boolean isOnItsWay;
  private boolean isRefused;

  /**
   * A probe that is due.
   *
   * @param key where it is written; it may be another one each time
   */
  RedisProbe(Supplier<String> key) {
    this.key = key;
  }

  boolean isDue() {
    return !isOnItsWay && System.nanoTime() - dueNanos >= 0;
  }

  /** The write. */
  RedisCall next() {
    isOnItsWay = true;
    String place = key.get();
    return RedisCall.write("probe", place, place);
  }

  void heard(boolean isTaken) {
    isOnItsWay = false;
    long now = System.nanoTime();
    if (isTaken) {
      backNanos = isRefused ? now : backNanos;
      isRefused = false;
      dueNanos = now + PERIOD;
    }
  }

  /** Redis refused a call. */
  void refused() {
    if (!isRefused) {
      isRefused = true;
      long now = System.nanoTime();
      dueNanos = now - backNanos < CALM ? now + PERIOD : now;
    }
  }
}
