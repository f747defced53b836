package io.decisionos.gateway.cards.count;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts counts that come in any order into a run. For one thread, for one run. */
final class CellSort {
  private static final Comparator<Cell> ORDER =
      Comparator.comparingInt(Cell::hour).thenComparingLong(Cell::key);

  private final List<Cell> cells = new ArrayList<>();

  /**
   * A count at one moment.
   *
   * @param hour since 1970
   * @param key the moment in the hour and the reason
   */
  private record Cell(int hour, long key, long count) {}

  void add(Instant at, int reason, long count) {
    int hour = Math.toIntExact(Span.hourOf(at));
    long nanos = SortedRun.nanosInHour(at);
    cells.add(new Cell(hour, SortedRun.key(nanos, reason), count));
  }

  /**
   * All that was added, as a run.
   *
   * @param version of the tenant's counts with these
   */
  SortedRun run(long version, SortedRun.Space space) {
    cells.sort(ORDER);
    var size = new SortedRun.Size();
    feed(size);
    var writer = new RunWriter(size, version, space);
    feed(writer);
    return writer.finish();
  }

  private void feed(SortedRun.Sink sink) {
    for (int i = 0; i < cells.size(); ) {
      Cell cell = cells.get(i);
      long count = 0;
      for (; i < cells.size() && ORDER.compare(cells.get(i), cell) == 0; i++) {
        count += cells.get(i).count();
      }
      sink.cell(cell.hour(), cell.key(), count);
    }
  }
}
