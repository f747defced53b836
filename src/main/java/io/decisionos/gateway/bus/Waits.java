package io.decisionos.gateway.bus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * For how long questions wait until somebody begins to work on them, channel by channel, in the
 * last tenth of a second in which any was begun. Where few questions are in flight there is no
 * queue, and what they wait is the machine's doing: that counts as nothing. Thread-safe.
 */
public final class Waits {
  private static final long PERIOD_NANOS = 100_000_000;
  private static final int QUEUE = 8;

  private final Map<String, Means> means = new ConcurrentHashMap<>();

  /** Two periods of a channel: the one that goes on and the one before it. */
  private static final class Means {
    private final IntSupplier inFlight;
    private long period;
    private long sum;
    private int count;
    private long before;

    private Means(IntSupplier inFlight) {
      this.inFlight = inFlight;
    }

    private boolean isQueue() {
      return inFlight.getAsInt() >= QUEUE;
    }

    private synchronized void note(long nanos, long now) {
      turn(now);
      sum += isQueue() ? nanos : 0;
      count++;
    }

    private synchronized long mean(long now) {
      turn(now);
      return before;
    }

    private void turn(long now) {
      long current = now / PERIOD_NANOS;
      if (current != period) {
        boolean isKnown = current == period + 1 && count > 0;
        long last = count > 0 ? sum / count : before;
        // If work on one question takes longer than a period, those behind it still wait.
        before = isKnown || isQueue() ? last : 0;
        period = current;
        sum = 0;
        count = 0;
      }
    }
  }

  /**
   * Work on a question begins.
   *
   * @param inFlight how many questions of the channel are, at any time
   */
  void note(String channel, IntSupplier inFlight, long nanos, long now) {
    means.computeIfAbsent(channel, address -> new Means(inFlight)).note(nanos, now);
  }

  /** What questions waited on average, on the channel where that is longest. */
  public long longest(long nowNanos) {
    return means.values().stream().mapToLong(channel -> channel.mean(nowNanos)).max().orElse(0);
  }
}
