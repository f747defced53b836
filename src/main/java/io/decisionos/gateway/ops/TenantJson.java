package io.decisionos.gateway.ops;

import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.tenant.EffectiveSettings;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantReport;
import io.decisionos.gateway.tenant.TenantReport.FileStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Tenants and their files as operators read them. Pure. */
final class TenantJson {
  private TenantJson() {}

  static String status(Optional<Tenant> tenant) {
    return tenant.map(known -> known.suspended() ? "suspended" : "active").orElse("invalid");
  }

  /** Everything known of one tenant; empty if no file is about it. */
  static Optional<JsonObject> one(TenantReport report, GenerationTimes times, TenantId id) {
    List<FileStatus> files = report.filesOf(id);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    var sources = new JsonArray();
    files.forEach(file -> sources.add(file(file)));
    Optional<Tenant> tenant = report.book().known(id);
    long generation = report.book().appliedAt(id);
    var json =
        new JsonObject()
            .put("tenant_id", id.value())
            .put("status", status(tenant))
            .put("generation", generation)
            .put("changed_at", times.of(generation).map(Object::toString).orElse(null))
            .put("files", sources);
    tenant.ifPresent(
        known ->
            json.put("fields", known.file().parse().plain())
                .put("effective", new JsonObject().put("settings", EffectiveSettings.json(known))));
    return Optional.of(json);
  }

  /** One file with its faults. */
  static JsonObject file(FileStatus file) {
    var errors = new JsonArray();
    file.faults().forEach(fault -> errors.add(fault(fault, file.excerpt())));
    var json =
        new JsonObject()
            .put("file", file.file())
            .put("state", file.state().word())
            .put("errors", errors);
    file.graceEnds().ifPresent(end -> json.put("grace_ends", end.toString()));
    return json;
  }

  private static JsonObject fault(Fault fault, Excerpt excerpt) {
    var json = new JsonObject().put("file", fault.file());
    fault.line().ifPresent(line -> json.put("line", line));
    json.put("key", fault.key())
        .put("found", fault.found())
        .put("expected", fault.expected())
        .put("message", fault.toString());
    var lines = new JsonArray();
    excerpt
        .around(fault)
        .forEach((line, text) -> lines.add(new JsonObject().put("line", line).put("text", text)));
    return lines.isEmpty() ? json : json.put("excerpt", lines);
  }
}
