package io.decisionos.gateway.load.measure;

import java.util.List;
import java.util.OptionalDouble;

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

  /** Percentiles that too few requests ended for are empty. */
  public record Times(
      OptionalDouble p50, OptionalDouble p95, OptionalDouble p99, OptionalDouble max) {}

  /** One tenant's part. */
  public record TenantRow(long ended, OptionalDouble p99) {}
}
