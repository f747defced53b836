package io.decisionos.gateway.tenant;

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
 * @param what for people: {@code added}, {@code removed}, {@code suspended}, or the names of the
 *     parts that changed
 */
public record TenantChange(TenantId tenant, String what) {

  /** What turned one book into the next, by tenant id. */
  static List<TenantChange> between(TenantBook before, TenantBook after) {
    Stream<TenantId> added =
        after.entries().keySet().stream().filter(id -> !before.entries().containsKey(id));
    Stream<TenantId> others =
        before.entries().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(after.entries().get(entry.getKey())))
            .map(Map.Entry::getKey);
    return Stream.concat(added, others)
        .sorted()
        .map(id -> new TenantChange(id, describe(entry(before, id), entry(after, id))))
        .toList();
  }

  private static Optional<Entry> entry(TenantBook book, TenantId id) {
    return Optional.ofNullable(book.entries().get(id));
  }

  private static String describe(Optional<Entry> before, Optional<Entry> after) {
    if (after.isEmpty()) {
      return "removed";
    }
    if (after.get() instanceof Entry.Known now) {
      return before.isPresent() && before.get() instanceof Entry.Known was
          ? describe(was.tenant(), now.tenant())
          : "added" + (now.tenant().suspended() ? ", suspended" : "");
    }
    return "refused: its file is invalid";
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
