package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What everybody took: the hour that goes on in full, and sums of those before it. Knows no file:
 * finished hours are handed in and out. For one thread.
 */
final class UsageBook {
  private final Map<TenantId, TenantUsage> tenants = new HashMap<>();
  private TenantUsage nobody = new TenantUsage();
  private long hour;

  /** Where finished hours are read again. */
  @FunctionalInterface
  interface Past {
    /** A finished hour; an empty one if nothing was counted. */
    Hour read(long hour) throws IOException;
  }

  /** A book whose open hour is this one; hours count from 1970. */
  UsageBook(long hour) {
    this.hour = hour;
  }

  /** The hour that goes on. */
  long hour() {
    return hour;
  }

  /** Begins anew at an hour, with what is known of those before it. */
  void restore(long now, Collection<Long> finished, Past past) throws IOException {
    tenants.clear();
    nobody = new TenantUsage();
    hour = now;
    for (long before : finished) {
      if (before < now && before >= now - HourFiles.KEPT) {
        take(before, past.read(before));
      }
    }
    tenants.values().forEach(usage -> usage.costs().until(hour));
  }

  private void take(long before, Hour rows) {
    rows.tenants()
        .forEach(
            (id, row) -> take(tenants.computeIfAbsent(id, t -> new TenantUsage()), before, row));
    take(nobody, before, rows.nobody());
  }

  private void take(TenantUsage usage, long before, HourRow row) {
    for (UsageWindow window : UsageWindow.values()) {
      if (hour - before <= window.hours()) {
        usage.enters(window, row);
      }
    }
    usage.costs().add(before, Metered.of(row));
  }

  /** A tenant's usage, or what is nobody's. */
  TenantUsage of(Optional<TenantId> tenant) {
    return tenant.map(this::of).orElse(nobody);
  }

  /** What is nobody's. */
  TenantUsage nobody() {
    return nobody;
  }

  TenantUsage of(TenantId tenant) {
    return tenants.computeIfAbsent(
        tenant,
        id -> {
          var usage = new TenantUsage();
          usage.costs().until(hour);
          return usage;
        });
  }

  /** A tenant's usage, if it has any. */
  Optional<TenantUsage> known(TenantId tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }

  /** All tenants that have any. */
  Collection<TenantId> tenants() {
    return tenants.keySet();
  }

  /** The open hour as it is. */
  Hour rows() {
    Map<TenantId, HourRow> rows =
        tenants.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), entry.getValue().row()))
            .filter(entry -> !entry.getValue().isNothing())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Hour(rows, nobody.row());
  }

  /** The open hour as lines that make it again. */
  List<HourLine> lines() {
    var lines = new ArrayList<HourLine>();
    tenants.forEach(
        (id, usage) ->
            usage
                .open()
                .replay((minute, part) -> lines.add(new HourLine(Optional.of(id), part, minute))));
    nobody.open().replay((minute, part) -> lines.add(new HourLine(Optional.empty(), part, minute)));
    return lines;
  }

  /** Goes on to the next hour; the open one is finished and known to the past. */
  void next(Past past) throws IOException {
    Hour finished = rows();
    var leaving = new HashMap<UsageWindow, Hour>();
    for (UsageWindow window : UsageWindow.values()) {
      leaving.put(window, past.read(hour - window.hours()));
    }
    hour++;
    take(hour - 1, finished);
    leaving.forEach(this::leave);
    tenants.values().forEach(TenantUsage::begin);
    tenants.values().forEach(usage -> usage.costs().until(hour));
    nobody.begin();
    tenants.values().removeIf(TenantUsage::isNothing);
  }

  private void leave(UsageWindow window, Hour rows) {
    rows.tenants().forEach((id, row) -> of(id).leaves(window, row));
    nobody.leaves(window, rows.nobody());
  }
}
