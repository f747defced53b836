package io.decisionos.gateway.ops;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
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

  /** All files, in the order of their names. */
  static JsonObject all(TenantReport report) {
    var rows = new JsonArray();
    report.files().forEach(file -> rows.add(row(report.book(), file)));
    return new JsonObject()
        .put("generation", report.book().generation())
        .put("tenants", rows)
        .put("directory_error", report.directoryFault().map(Fault::toString).orElse(null));
  }

  private static JsonObject row(TenantBook book, FileStatus file) {
    Optional<TenantId> id = file.tenants().stream().findFirst();
    Optional<Tenant> tenant = id.flatMap(book::known);
    var row =
        new JsonObject()
            .put("tenant_id", id.map(TenantId::value).orElse(null))
            .put("name", tenant.map(Tenant::name).orElse(null))
            .put("status", status(tenant))
            .put("generation", id.map(book::appliedAt).orElse(0L));
    return row.mergeIn(file(file));
  }

  private static String status(Optional<Tenant> tenant) {
    return tenant.map(known -> known.suspended() ? "suspended" : "active").orElse("invalid");
  }

  /** Everything known of one tenant; empty where no file is about it. */
  static Optional<JsonObject> one(TenantReport report, TenantId id) {
    List<FileStatus> files =
        report.files().stream().filter(file -> file.tenants().contains(id)).toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    var sources = new JsonArray();
    files.forEach(file -> sources.add(file(file)));
    Optional<Tenant> tenant = report.book().known(id);
    var json =
        new JsonObject()
            .put("tenant_id", id.value())
            .put("status", status(tenant))
            .put("generation", report.book().appliedAt(id))
            .put("files", sources);
    tenant.ifPresent(known -> json.put("fields", new JsonObject(known.document())));
    return Optional.of(json);
  }

  /** One file with its faults. */
  static JsonObject file(FileStatus file) {
    var errors = new JsonArray();
    file.faults().forEach(fault -> errors.add(fault(fault)));
    var json =
        new JsonObject()
            .put("file", file.file())
            .put("state", file.state().word())
            .put("errors", errors);
    file.graceEnds().ifPresent(end -> json.put("grace_ends", end.toString()));
    return json;
  }

  private static JsonObject fault(Fault fault) {
    var json = new JsonObject().put("file", fault.file());
    fault.line().ifPresent(line -> json.put("line", line));
    return json.put("key", fault.key())
        .put("found", fault.found())
        .put("expected", fault.expected())
        .put("message", fault.toString());
  }
}
