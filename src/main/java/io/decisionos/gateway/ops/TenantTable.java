package io.decisionos.gateway.ops;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.tenant.TenantReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All rows of {@code GET /ops/tenants}, of which each caller wants some. Immutable.
 *
 * @param rows in the order of the files' names as they are shown
 * @param statuses how many rows have each status
 * @param faulty how many have errors
 */
record TenantTable(
    TenantReport report, List<TenantRow> rows, Map<String, Long> statuses, long faulty) {

  static TenantTable of(TenantReport report) {
    List<TenantRow> rows =
        report.files().stream()
            .map(file -> TenantRow.of(report.book(), file))
            .sorted(Comparator.comparing(row -> row.file().file()))
            .toList();
    return new TenantTable(
        report,
        rows,
        rows.stream().collect(Collectors.groupingBy(TenantRow::status, Collectors.counting())),
        rows.stream().filter(TenantRow::isFaulty).count());
  }

  /** The rows that a filter admits. */
  JsonObject json(GenerationTimes times, TenantFilter filter) {
    List<TenantRow> admitted = rows.stream().filter(filter::admits).toList();
    List<TenantRow> ahead =
        admitted.stream()
            .filter(row -> filter.after().map(a -> row.file().file().compareTo(a) > 0).orElse(true))
            .toList();
    List<TenantRow> page = ahead.stream().limit(filter.limit()).toList();
    var shown = new JsonArray();
    page.forEach(row -> shown.add(row.json(report.book(), times, filter.withFields())));
    var json =
        new JsonObject()
            .put("generation", report.book().generation())
            .put("tenants", shown)
            .put("matched", admitted.size())
            .put("counts", counts())
            .put("directory_error", report.directoryFault().map(Fault::toString).orElse(null));
    if (page.size() < ahead.size()) {
      json.put("next_cursor", page.get(page.size() - 1).file().file());
    }
    return json;
  }

  private JsonObject counts() {
    var counts = new JsonObject().put("files", rows.size());
    for (String status : List.of("active", "suspended", "invalid")) {
      counts.put(status, statuses.getOrDefault(status, 0L));
    }
    return counts.put("faulty", faulty);
  }
}
