package io.decisionos.gateway.cards.count;

import io.decisionos.gateway.cards.event.ReasonEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that is counted of one tenant at one moment. Immutable, and safe for any thread; the
 * questions read memory and mapped files, so a large one belongs on a worker.
 */
public interface ReasonCounts {
  /** Nothing was ever counted. */
  ReasonCounts NOTHING = of(List.of());

  /**
   * How many events are counted. As nothing is ever taken back, equal versions of a tenant mean
   * equal counts, also across restarts; no event means 0.
   */
  long version();

  /** What was counted in [start, end), exact to the nanosecond. */
  Tally between(Instant start, Instant end);

  /**
   * The buckets of [start, end) in which something was counted, oldest first, cut by the window.
   * Each is counted when the stream comes to it.
   */
  Stream<Slice> slices(Instant start, Instant end, Span span);

  /**
   * The beginnings of the hours in which something may have been counted since an earlier version
   * of the same tenant, oldest first: all that did change are among them, and if the version is a
   * recent one few others.
   */
  Stream<Instant> hoursChangedSince(long version);

  /** The counts of events that are in memory. */
  static ReasonCounts of(List<ReasonEvent> events) {
    var names = new ReasonNames(Integer.MAX_VALUE);
    var cells = new CellSort();
    events.forEach(event -> cells.add(event.ts(), names.idOf(event.reason()), event.count()));
    List<SortedRun> runs =
        events.isEmpty() ? List.of() : List.of(cells.run(events.size(), SortedRun.HEAP));
    return new CountsInRuns(names.list(), runs, events.size());
  }
}
