package io.decisionos.gateway.load.measure;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts and latencies of a set of requests. Confined to one thread.
 *
 * <p>Latencies are those of requests that were answered as expected, and of those that timed out: a
 * hang must not look like a request that never was. A quick refusal would flatter and stays out.
 */
public final class Tally {

  private static final int DIGITS = 3;

  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final SortedMap<Integer, Long> statuses = new TreeMap<>();
  private final Histogram latency = new Histogram(DIGITS);
  private final Histogram service = new Histogram(DIGITS);

  void add(Sample sample) {
    kinds.merge(sample.kind(), 1L, Long::sum);
    if (sample.status() != 0) {
      statuses.merge(sample.status(), 1L, Long::sum);
    }
    if (sample.kind().isTimed()) {
      latency.recordValue(Math.max(0, sample.latencyMicros()));
      service.recordValue(Math.max(0, sample.serviceMicros()));
    }
  }

  void add(Tally other) {
    other.kinds.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    other.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
    latency.add(other.latency);
    service.add(other.service);
  }

  public long count(Kind kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  /** All requests that ended, however they did. */
  public long ended() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }

  public long errors() {
    return Arrays.stream(Kind.values()).filter(Kind::isError).mapToLong(this::count).sum();
  }

  public double errorRate() {
    return share(errors());
  }

  public double rejectedShare() {
    return share(count(Kind.REJECTED));
  }

  private double share(long part) {
    long all = ended();
    return all == 0 ? 0 : (double) part / all;
  }

  /** How many requests were answered with each status. */
  public SortedMap<Integer, Long> statuses() {
    return new TreeMap<>(statuses);
  }

  /** Latencies in microseconds from the intended send time; not to be changed. */
  public Histogram latency() {
    return latency;
  }

  /** Latencies in microseconds from the real send time, what a closed loop would have seen. */
  public Histogram service() {
    return service;
  }
}
