package io.decisionos.gateway.load.scenario;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A feed of rows: the placeholders {@code ${name.column}} of one request are filled from one row.
 * Immutable.
 *
 * @param rows each with all the columns
 * @param random whether rows are drawn with the run's seed, or go in turn
 */
public record Table(List<String> columns, List<Map<String, String>> rows, boolean random) {

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The rows of one run, each time the next; confined to the thread that runs it. */
  public Supplier<Map<String, String>> open(SplittableRandom draws) {
    if (random) {
      return () -> rows.get(draws.nextInt(rows.size()));
    }
    var at = new int[1];
    return () -> rows.get(at[0]++ % rows.size());
  }
}
