package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The evidence of each tenant as operators watch it: tiers, the oldest of each, and the log.
 * Confined to one thread.
 */
final class LifeReport {
  private static final int MOST_TENANTS = 1000;

  private final EvidenceJson.Times times;
  private final Map<TenantId, Ages> ages = new TreeMap<>();

  /** What is known of a tenant's log. */
  record Head(Optional<String> stopped, long size, String root, long archived) {}

  private static final class Ages {
    long wip;
    long locked;
    Optional<Instant> oldestWip = Optional.empty();
    Optional<Instant> oldestLocked = Optional.empty();
  }

  private LifeReport(EvidenceJson.Times times) {
    this.times = times;
  }

  /**
   * Goes through all files.
   *
   * @param logs what is known of the logs of those that have one
   */
  static JsonObject of(
      Collection<EvidenceEntry> files, Map<TenantId, Head> logs, EvidenceJson.Times times) {
    var report = new LifeReport(times);
    logs.keySet().forEach(tenant -> report.ages.put(tenant, new Ages()));
    files.forEach(report::add);
    var rows = new JsonArray();
    report.ages.entrySet().stream()
        .limit(MOST_TENANTS)
        .forEach(row -> rows.add(row(row.getKey(), row.getValue(), logs.get(row.getKey()))));
    return new JsonObject().put("tenants", rows).put("count", report.ages.size());
  }

  private void add(EvidenceEntry entry) {
    if (entry.owner().isEmpty()) {
      return;
    }
    Ages own = ages.computeIfAbsent(entry.owner().get(), tenant -> new Ages());
    if (entry.tier() == Tier.LOCKED) {
      own.locked++;
      own.oldestLocked = older(own.oldestLocked, times.lockedAt(entry));
    } else {
      own.wip++;
      own.oldestWip = older(own.oldestWip, entry.modifiedAt());
    }
  }

  private static Optional<Instant> older(Optional<Instant> known, Instant other) {
    return known.filter(at -> !other.isBefore(at)).or(() -> Optional.of(other));
  }

  private static JsonObject row(TenantId tenant, Ages own, Head log) {
    var json =
        new JsonObject()
            .put("tenant", tenant.value())
            .put("wip", own.wip)
            .put("locked", own.locked)
            .put("oldest_wip", own.oldestWip.map(Instant::toString).orElse(null))
            .put("oldest_locked", own.oldestLocked.map(Instant::toString).orElse(null));
    if (log != null) {
      json.put("archived", log.archived())
          .put(
              "log",
              new JsonObject()
                  .put("size", log.size())
                  .put("root", log.root())
                  .put("stopped", log.stopped().orElse(null)));
    }
    return json;
  }
}
