package io.decisionos.gateway.cards.count;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Makes one run of several. Pure. */
final class RunMerge {
  private static final Comparator<Cursor> ORDER =
      Comparator.comparingInt(Cursor::hour).thenComparingLong(Cursor::key);

  private RunMerge() {}

  /** Goes through the cells of one run. */
  private static final class Cursor {
    private final SortedRun run;
    private int index;
    private int cell;

    Cursor(SortedRun run) {
      this.run = run;
    }

    int hour() {
      return run.hour(index);
    }

    long key() {
      return run.key(cell);
    }

    long count() {
      return run.count(cell);
    }

    /** Goes on; false at the end. */
    boolean next() {
      cell++;
      if (cell == run.firstCell(index + 1)) {
        index++;
      }
      return cell < run.cells();
    }
  }

  /** One run with the counts of all; none of them may be empty. */
  static SortedRun of(List<SortedRun> runs, SortedRun.Space space) {
    var size = new SortedRun.Size();
    feed(runs, size);
    long version = runs.stream().mapToLong(SortedRun::version).max().orElse(0);
    var writer = new RunWriter(size, version, space);
    feed(runs, writer);
    return writer.finish();
  }

  private static void feed(List<SortedRun> runs, SortedRun.Sink sink) {
    var cursors = new PriorityQueue<>(ORDER);
    runs.forEach(run -> cursors.add(new Cursor(run)));
    while (!cursors.isEmpty()) {
      Cursor first = cursors.peek();
      int hour = first.hour();
      long key = first.key();
      long count = 0;
      while (first != null && first.hour() == hour && first.key() == key) {
        cursors.poll();
        count += first.count();
        if (first.next()) {
          cursors.add(first);
        }
        first = cursors.peek();
      }
      sink.cell(hour, key, count);
    }
  }
}
