package io.decisionos.gateway.soak;

import io.decisionos.gateway.storage.redis.RealRedis;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops a Redis and starts it again, at even intervals, until closed. */
final class Restarter implements AutoCloseable {
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger count = new AtomicInteger();

  /** Begins if there is a Redis. */
  Restarter(Optional<RealRedis> redis, Duration interval) {
    redis.ifPresent(
        server -> {
          var unused =
              thread.scheduleWithFixedDelay(
                  () -> restart(server),
                  interval.toMillis(),
                  interval.toMillis(),
                  TimeUnit.MILLISECONDS);
        });
  }

  private void restart(RealRedis redis) {
    try {
      redis.close();
      redis.startAgain();
      count.incrementAndGet();
    } catch (RuntimeException e) {
      // A task that throws is never run again; the next turn starts what this one could not.
      System.err.println("restarting Redis failed: " + e);
    }
  }

  int count() {
    return count.get();
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
