package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.measure.SecondRow.Counts;
import io.decisionos.gateway.load.measure.SecondRow.TenantRow;
import io.decisionos.gateway.load.measure.SecondRow.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** The run second by second. Confined to one thread. */
public final class Timeline {

  private static final Percentile P50 = new Percentile(50);
  private static final Percentile P95 = new Percentile(95);
  private static final Percentile P99 = new Percentile(99);
  private static final double MICROS = 1000.0;

  private final List<SecondRow> rows = new ArrayList<>();
  private final List<Tally> tenants = new ArrayList<>();
  private final int tenantCount;
  private Tally all = new Tally();
  private long sent;

  Timeline(int tenantCount) {
    this.tenantCount = tenantCount;
    startSecond();
  }

  /** Counts a request that was handed over just now. */
  public void sent() {
    sent++;
  }

  void add(Sample sample) {
    all.add(sample);
    tenants.get(sample.origin().tenant()).add(sample);
  }

  /** Closes the second that is running and starts the next. */
  public SecondRow close() {
    var counts = new Counts(all.count(Kind.OK), all.count(Kind.REJECTED), all.errors());
    var parts =
        tenants.stream()
            .map(tally -> new TenantRow(tally.ended(), P99.millis(tally.latency())))
            .toList();
    var row = new SecondRow(rows.size(), sent, counts, times(all.latency()), parts);
    rows.add(row);
    startSecond();
    return row;
  }

  private void startSecond() {
    sent = 0;
    all = new Tally();
    tenants.clear();
    IntStream.range(0, tenantCount).forEach(i -> tenants.add(new Tally()));
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
