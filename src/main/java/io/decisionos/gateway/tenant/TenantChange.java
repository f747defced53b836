package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.tenant.TenantBook.Entry;
import io.decisionos.gateway.tenant.TenantReport.FileStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one reload did to one tenant.
 *
 * @param refusal whether all callers are refused from now on though nobody said so
 * @param what for people: {@code added}, {@code removed}, {@code suspended}, or the names of the
 *     parts that changed
 */
record TenantChange(TenantId tenant, boolean refusal, String what) {

  /** What turned one book into the next, by tenant id. */
  static List<TenantChange> between(TenantBook before, TenantReport report) {
    TenantBook after = report.book();
    Map<TenantId, Fault> faults = faults(report);
    List<TenantId> told = after.turnedSince(before).toList();
    return Stream.concat(told.stream(), removed(before, after, told))
        .sorted()
        .map(
            id ->
                after.entry(id).filter(Entry.Invalid.class::isInstance).isPresent()
                    ? refused(id, Optional.ofNullable(faults.get(id)).or(report::directoryFault))
                    : new TenantChange(id, false, what(before.entry(id), after.entry(id))))
        .toList();
  }

  /** Of very many tenants nearly every time none; the numbers tell. */
  private static Stream<TenantId> removed(
      TenantBook before, TenantBook after, List<TenantId> told) {
    long added = told.stream().filter(id -> !before.knows(id)).count();
    return before.ids().size() + added == after.ids().size()
        ? Stream.empty()
        : before.ids().stream().filter(id -> !after.knows(id));
  }

  private static Map<TenantId, Fault> faults(TenantReport report) {
    var faults = new HashMap<TenantId, Fault>();
    for (FileStatus file : report.invalid()) {
      file.tenants().forEach(id -> faults.putIfAbsent(id, file.faults().get(0)));
    }
    return faults;
  }

  private static TenantChange refused(TenantId tenant, Optional<Fault> fault) {
    String why = fault.map(Fault::toString).orElse("its file did not come back with the directory");
    return new TenantChange(tenant, true, "all calls are refused: " + why);
  }

  private static String what(Optional<Entry> before, Optional<Entry> after) {
    if (after.isEmpty()) {
      return "removed";
    }
    Tenant now = ((Entry.Known) after.get()).tenant();
    if (before.isPresent() && before.get() instanceof Entry.Known was) {
      return describe(was.tenant(), now);
    }
    return (before.isPresent() ? "no longer refused" : "added")
        + (now.suspended() ? ", suspended" : "");
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
