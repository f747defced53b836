package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.measure.SecondRow.Counts;
import io.decisionos.gateway.load.measure.SecondRow.TenantRow;
import io.decisionos.gateway.load.measure.SecondRow.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The run second by second. Confined to one thread. */
public final class Timeline {

  private static final Percentile P50 = new Percentile(50);
  private static final Percentile P95 = new Percentile(95);
  private static final Percentile P99 = new Percentile(99);
  private static final TenantRow NOTHING = new TenantRow(0, OptionalDouble.empty());
  private static final double MICROS = 1000.0;

  private final List<SecondRow> rows = new ArrayList<>();
  // Made with the first answer of each: all of a thousand at once would hold up the run.
  private final Map<Integer, Tally> tenants = new HashMap<>();
  private final int tenantCount;
  private Tally all = new Tally();
  private long sent;

  Timeline(int tenantCount) {
    this.tenantCount = tenantCount;
  }

  /** Counts a request that was handed over just now. */
  public void sent() {
    sent++;
  }

  void add(Sample sample) {
    all.add(sample);
    tenants.computeIfAbsent(sample.origin().tenant(), tenant -> new Tally()).add(sample);
  }

  /** Closes the second that is running and starts the next. */
  public SecondRow close() {
    var counts = new Counts(all.count(Kind.OK), all.count(Kind.REJECTED), all.errors());
    var parts = IntStream.range(0, tenantCount).mapToObj(this::row).toList();
    var row = new SecondRow(rows.size(), sent, counts, times(all.latency()), parts);
    rows.add(row);
    startSecond();
    return row;
  }

  private TenantRow row(int tenant) {
    Tally tally = tenants.get(tenant);
    return tally == null ? NOTHING : new TenantRow(tally.ended(), P99.millis(tally.latency()));
  }

  private void startSecond() {
    sent = 0;
    all = new Tally();
    tenants.clear();
  }

  public List<SecondRow> rows() {
    return List.copyOf(rows);
  }

  private static Times times(Histogram latency) {
    OptionalDouble max =
        latency.getTotalCount() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(latency.getMaxValue() / MICROS);
    return new Times(P50.millis(latency), P95.millis(latency), P99.millis(latency), max);
  }
}
