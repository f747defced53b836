package io.decisionos.gateway.cards.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * How long it takes until gateways show what another one has acknowledged, apart for when nothing
 * is being killed. Thread-safe.
 */
final class Visibility {
  // Odd while something is killed, or not yet as it was before.
  private final AtomicLong disturbances = new AtomicLong();
  private final Map<Integer, Map<String, Deque<Taken>>> awaited = new HashMap<>();
  private final Histogram calm = new Histogram(3);
  private final Histogram disturbed = new Histogram(3);

  /**
   * Something that was taken and is not shown yet.
   *
   * @param count which it shows in
   * @param nanos when it was acknowledged
   * @param disturbances at the time at which it was sent
   */
  private record Taken(long count, long nanos, long disturbances) {}

  /** From now on gateways are held up; and from the next call on they are not. */
  void turn() {
    disturbances.incrementAndGet();
  }

  /** What {@link #taken} is to be told of something that is sent now. */
  long disturbances() {
    return disturbances.get();
  }

  /** Waits until a gateway shows this count of a reason, which another one has acknowledged now. */
  synchronized void taken(int gateway, String reason, long count, long disturbancesBefore) {
    queue(gateway, reason).add(new Taken(count, System.nanoTime(), disturbancesBefore));
  }

  private Deque<Taken> queue(int gateway, String reason) {
    return awaited
        .computeIfAbsent(gateway, g -> new HashMap<>())
        .computeIfAbsent(reason, r -> new ArrayDeque<>());
  }

  /** A gateway has shown these counts by now. */
  synchronized void shown(int gateway, Map<String, Long> counts) {
    long now = System.nanoTime();
    long disturbancesNow = disturbances.get();
    counts.forEach(
        (reason, count) -> {
          Deque<Taken> queue = queue(gateway, reason);
          while (!queue.isEmpty() && queue.peek().count() <= count) {
            Taken seen = queue.poll();
            boolean isCalm = disturbancesNow % 2 == 0 && seen.disturbances() == disturbancesNow;
            long micros = TimeUnit.NANOSECONDS.toMicros(now - seen.nanos());
            (isCalm ? calm : disturbed).recordValue(Math.max(0, micros));
          }
        });
  }

  /** How many were not shown by anybody yet. */
  synchronized long open() {
    return awaited.values().stream()
        .flatMap(reasons -> reasons.values().stream())
        .mapToLong(Deque::size)
        .sum();
  }

  /** The 99th percentile while nothing was killed, in milliseconds. */
  synchronized double calmMillis() {
    return millis(calm.getValueAtPercentile(99));
  }

  @Override
  public synchronized String toString() {
    return "nothing killed: " + line(calm) + "; being killed: " + line(disturbed);
  }

  private static String line(Histogram all) {
    return String.format(
        Locale.ROOT,
        "n=%d p50=%.1f p99=%.1f max=%.1f ms",
        all.getTotalCount(),
        millis(all.getValueAtPercentile(50)),
        millis(all.getValueAtPercentile(99)),
        millis(all.getMaxValue()));
  }

  private static double millis(long micros) {
    return micros / 1000.0;
  }
}
