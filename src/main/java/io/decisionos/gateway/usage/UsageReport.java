package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tenants took in a window.
 *
 * @param nobodysNanos processor time that is no tenant's
 * @param idleNanos time of all cores that this process did not take, since usage has been counted;
 *     empty if that is not all of it, as others count too
 */
record UsageReport(
    UsageWindow window, List<Entry> entries, long nobodysNanos, OptionalLong idleNanos) {
  private static final double NANOS_PER_MS = 1e6;
  private static final String HEAD =
      "tenant,requests,refused,cpu_ms,bytes_in,bytes_out,storage_bytes,storage_operations,events,"
          + "evidence_bytes,cost_so_far,cost_projected,currency\n";
  // No tenant's id, as those have no underscores.
  private static final String NOBODY = "_unattributed";

  /** One tenant's part. */
  record Entry(TenantId tenant, Amounts amounts, Holdings held, Cost cost) {
    JsonObject json() {
      return new JsonObject()
          .put("requests", amounts.requests())
          .put("refused", amounts.refused())
          .put("cpu_ms", millis(amounts.cpuNanos()))
          .put("bytes_in", amounts.bytesIn())
          .put("bytes_out", amounts.bytesOut())
          .put("storage_bytes", held.storageBytes())
          .put("storage_operations", amounts.operations())
          .put("events", amounts.events())
          .put("evidence_bytes", held.evidenceBytes())
          .put("cost", cost.json());
    }

    /** A line of numbers behind an id: nothing in it can be taken for a formula. */
    String line() {
      return Stream.of(
              tenant.value(),
              amounts.requests(),
              amounts.refused(),
              millis(amounts.cpuNanos()),
              amounts.bytesIn(),
              amounts.bytesOut(),
              held.storageBytes(),
              amounts.operations(),
              amounts.events(),
              held.evidenceBytes(),
              Cost.shown(cost.soFar()).toPlainString(),
              Cost.shown(cost.projected()).toPlainString(),
              cost.currency().orElse(""))
          .map(String::valueOf)
          .collect(Collectors.joining(",", "", "\n"));
    }
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MS * 1000) / 1000.0;
  }

  /** One tenant's own. */
  JsonObject own() {
    Entry entry = entries.get(0);
    return new JsonObject()
        .put("tenant", entry.tenant().value())
        .put("window", window.word())
        .mergeIn(entry.json());
  }

  /** Everybody's. */
  JsonObject all() {
    var tenants = new JsonObject();
    entries.forEach(entry -> tenants.put(entry.tenant().value(), entry.json()));
    var json =
        new JsonObject()
            .put("window", window.word())
            .put("tenants", tenants)
            .put("unattributed", new JsonObject().put("cpu_ms", millis(nobodysNanos)));
    idleNanos.ifPresent(idle -> json.put("idle", new JsonObject().put("cpu_ms", millis(idle))));
    return json;
  }

  /** One tenant's own as a table. */
  String ownTable() {
    return HEAD + entries.get(0).line();
  }

  /** Everybody's as a table, what is nobody's last. */
  String table() {
    var text = new StringBuilder(HEAD);
    entries.forEach(entry -> text.append(entry.line()));
    return text.append(NOBODY + ",,,")
        .append(millis(nobodysNanos))
        .append(",,,,,,,,,\n")
        .toString();
  }
}
