package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.measure.SecondRow.Counts;
import io.decisionos.gateway.load.measure.SecondRow.TenantRow;
import io.decisionos.gateway.load.measure.SecondRow.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The run second by second. Confined to one thread. */
public final class Timeline {

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
            .map(tally -> new TenantRow(tally.ended(), millis(tally.latency(), 99)))
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
    double[] ms = Stream.of(50, 95, 99, 100).mapToDouble(at -> millis(latency, at)).toArray();
    return new Times(ms[0], ms[1], ms[2], ms[3]);
  }

  private static double millis(Histogram latency, double percentile) {
    return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percentile) / MICROS;
  }
}
