package io.decisionos.gateway.tenant;

import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.TenantBook.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one reload did to one tenant.
 *
 * @param level a warning where callers are refused though nobody said so
 * @param what for people: {@code added}, {@code removed}, {@code suspended}, or the names of the
 *     parts that changed
 */
public record TenantChange(TenantId tenant, Notice.Level level, String what) {

  /** What turned one book into the next, by tenant id. */
  static List<TenantChange> between(TenantBook before, TenantBook after) {
    Stream<TenantId> told =
        after.ids().stream().filter(id -> !after.entry(id).equals(before.entry(id)));
    Stream<TenantId> removed = before.ids().stream().filter(id -> after.entry(id).isEmpty());
    return Stream.concat(told, removed)
        .sorted()
        .map(id -> describe(id, before.entry(id), after.entry(id)))
        .toList();
  }

  private static TenantChange describe(
      TenantId tenant, Optional<Entry> before, Optional<Entry> after) {
    if (after.isEmpty()) {
      return new TenantChange(tenant, Notice.Level.INFO, "removed");
    }
    if (after.get() instanceof Entry.Known now) {
      String what =
          before.isPresent() && before.get() instanceof Entry.Known was
              ? describe(was.tenant(), now.tenant())
              : "added" + (now.tenant().suspended() ? ", suspended" : "");
      return new TenantChange(tenant, Notice.Level.INFO, what);
    }
    return new TenantChange(tenant, Notice.Level.WARN, "refused: its file is invalid");
  }

  private static String describe(Tenant before, Tenant after) {
    if (before.suspended() != after.suspended()) {
      return after.suspended() ? "suspended" : "resumed";
    }
    Map<String, Object> now = parts(after);
    String parts =
        parts(before).entrySet().stream()
            .filter(part -> !part.getValue().equals(now.get(part.getKey())))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return "changed " + (parts.isEmpty() ? "details" : parts);
  }

  private static Map<String, Object> parts(Tenant tenant) {
    var parts = new LinkedHashMap<String, Object>();
    parts.put("name", tenant.name());
    parts.put("limits", tenant.limits());
    parts.put("clock_skew_ms", tenant.clockSkew());
    parts.put("slo_overlay", tenant.slo());
    parts.put("label_overlay", tenant.labels());
    parts.put("file", tenant.source());
    return parts;
  }
}
