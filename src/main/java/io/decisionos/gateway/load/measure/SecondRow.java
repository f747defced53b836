package io.decisionos.gateway.load.measure;

import java.util.List;

/**
 * What ended within one second of a run, times in milliseconds. Immutable.
 *
 * @param second from the start of the run
 * @param sent requests handed over within it, whenever they ended
 */
public record SecondRow(
    int second, long sent, Counts counts, Times times, List<TenantRow> tenants) {

  public SecondRow {
    tenants = List.copyOf(tenants);
  }

  public record Counts(long ok, long rejected, long errors) {}

  public record Times(double p50, double p95, double p99, double max) {}

  /** One tenant's part. */
  public record TenantRow(long ended, double p99) {}
}
