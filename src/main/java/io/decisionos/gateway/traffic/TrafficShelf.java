package io.decisionos.gateway.traffic;

import io.decisionos.gateway.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The traffic of the last seconds, or of the last minutes; only those with any. Tenants' rows are
 * bounded in number over all periods together: if there are too many, the oldest go first. Confined
 * to the operators' verticle.
 */
final class TrafficShelf {
  // What is further back than this many seconds is no slice that comes late: the clock was set.
  private static final int LATEST = 10;

  private final int width;
  private final int kept;
  private final int mostTenantRows;
  private final Deque<Period> closed = new ArrayDeque<>();
  private long openAt;
  private Tally openAll = new Tally();
  private Map<TenantId, Tally> open = new HashMap<>();
  private int tenantRows;
  private long tenantsCompleteSince;

  private record Period(TrafficRow all, TrafficSum nobody, Map<TenantId, TrafficRow> tenants) {}

  /**
   * An empty shelf.
   *
   * @param width the seconds of a period
   * @param kept how many periods back it reaches
   * @param mostTenantRows how many rows of tenants there may be
   * @param now in seconds since 1970
   */
  TrafficShelf(int width, int kept, int mostTenantRows, long now) {
    this.width = width;
    this.kept = kept;
    this.mostTenantRows = mostTenantRows;
    this.openAt = begin(now);
    this.tenantsCompleteSince = openAt;
  }

  private long begin(long second) {
    return second - second % width;
  }

  /** Takes a slice in; one that comes late counts for the period that is open. */
  void add(TrafficSlice slice) {
    turn(slice.began().getEpochSecond());
    openAll.add(slice.all());
    slice
        .tenants()
        .forEach((id, tally) -> open.computeIfAbsent(id, added -> new Tally()).add(tally));
  }

  /** Closes the open period if a second is past it, and forgets what is too old. */
  void turn(long second) {
    if (second < openAt - Math.max(LATEST, width)) {
      stepBack(second);
    } else if (second >= openAt + width) {
      close();
      openAt = begin(second);
    }
    long oldest = openAt - (long) kept * width;
    while (!closed.isEmpty() && closed.peekFirst().all().at() < oldest) {
      tenantRows -= closed.removeFirst().tenants().size();
    }
    tenantsCompleteSince = Math.max(tenantsCompleteSince, oldest);
  }

  /** Goes on at the time that it is now; what was counted under one that has not come yet goes. */
  private void stepBack(long second) {
    close();
    openAt = begin(second);
    closed.removeIf(period -> period.all().at() >= openAt);
    tenantRows = closed.stream().mapToInt(period -> period.tenants().size()).sum();
    tenantsCompleteSince = Math.min(tenantsCompleteSince, openAt);
  }

  private void close() {
    if (openAll.requests() == 0) {
      return;
    }
    var rows = new HashMap<TenantId, TrafficRow>();
    open.forEach((id, tally) -> rows.put(id, TrafficRow.of(openAt, tally)));
    closed.addLast(new Period(TrafficRow.of(openAt, openAll), openNobody(), rows));
    tenantRows += rows.size();
    openAll = new Tally();
    open = new HashMap<>();
    forgetTenants();
  }

  private void forgetTenants() {
    for (Period period : closed) {
      if (tenantRows <= mostTenantRows) {
        return;
      }
      tenantRows -= period.tenants().size();
      period.tenants().clear();
      tenantsCompleteSince = period.all().at() + width;
    }
  }

  /** From when on no row of a tenant is missing, in seconds since 1970. */
  long tenantsCompleteSince() {
    return tenantsCompleteSince;
  }

  /** The rows of a tenant or of all since a second, oldest first, the open period's last. */
  List<TrafficRow> rows(Optional<TenantId> tenant, long since) {
    Stream<TrafficRow> past =
        closed.stream()
            .filter(period -> period.all().at() >= since)
            .flatMap(period -> row(period, tenant).stream());
    return Stream.concat(past, openRow(tenant).stream()).toList();
  }

  private static Optional<TrafficRow> row(Period period, Optional<TenantId> tenant) {
    return tenant.isEmpty()
        ? Optional.of(period.all())
        : Optional.ofNullable(period.tenants().get(tenant.get()));
  }

  private Optional<TrafficRow> openRow(Optional<TenantId> tenant) {
    return tenant
        .map(id -> Optional.ofNullable(open.get(id)))
        .orElse(Optional.of(openAll))
        .filter(tally -> tally.requests() > 0)
        .map(tally -> TrafficRow.of(openAt, tally));
  }

  /** How much each tenant has asked since a second. */
  Map<TenantId, TrafficSum> sums(long since) {
    var sums = new HashMap<TenantId, TrafficSum>();
    closed.stream()
        .filter(period -> period.all().at() >= since)
        .forEach(period -> period.tenants().forEach((id, row) -> add(sums, id, row)));
    open.forEach((id, tally) -> add(sums, id, TrafficRow.of(openAt, tally)));
    return sums;
  }

  private static void add(Map<TenantId, TrafficSum> sums, TenantId id, TrafficRow row) {
    sums.merge(id, TrafficSum.of(row), TrafficSum::plus);
  }

  /** How much was asked since a second that was no tenant's. */
  TrafficSum nobody(long since) {
    return closed.stream()
        .filter(period -> period.all().at() >= since)
        .map(Period::nobody)
        .reduce(openNobody(), TrafficSum::plus);
  }

  private TrafficSum openNobody() {
    return open.values().stream()
        .map(tally -> TrafficSum.of(TrafficRow.of(openAt, tally)))
        .reduce(TrafficSum.of(TrafficRow.of(openAt, openAll)), TrafficSum::minus);
  }
}
