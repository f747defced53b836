package io.decisionos.gateway.alerts.book;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of each alert at each receiver whom the routes give it: every one that was opened is
 * under exactly one head, or still waits for its turn. Confined to one thread.
 */
public final class Ledger {
  private final Map<Head, Long> counts = new EnumMap<>(Head.class);
  private long opened;

  /** What can become of an alert. */
  public enum Head {
    /** The first of a message of its own. */
    SENT,
    /** Told in one message with another. */
    GROUPED,
    SILENCED,
    /** Told as one of a number in a digest. */
    RATE_LIMITED,
    /** Over before its turn came. */
    ENDED,
    /** Told by another gateway of the fleet. */
    ELSEWHERE
  }

  void open() {
    opened++;
  }

  /** Takes an alert back that waited in a place that is no more. */
  void close() {
    opened--;
  }

  void note(Head head) {
    counts.merge(head, 1L, Long::sum);
  }

  public long opened() {
    return opened;
  }

  public long of(Head head) {
    return counts.getOrDefault(head, 0L);
  }

  /** How many are accounted for. */
  public long settled() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<Head, Long> heads() {
    return Map.copyOf(counts);
  }

  /** Takes up what an earlier run has counted; what still waited is opened again. */
  void restore(Map<Head, Long> before) {
    counts.putAll(before);
    opened = settled();
  }
}
