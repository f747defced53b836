package io.decisionos.gateway.ops;

import io.decisionos.gateway.tenant.Limits;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantReport.FileStatus;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** One tenant's file as a row of {@code GET /ops/tenants}. Pure. */
record TenantRow(FileStatus file, Optional<TenantId> id, Optional<Tenant> tenant) {

  static TenantRow of(TenantBook book, FileStatus file) {
    Optional<TenantId> id = file.tenants().stream().findFirst();
    return new TenantRow(file, id, id.flatMap(book::known));
  }

  String status() {
    return TenantJson.status(tenant);
  }

  boolean isFaulty() {
    return !file.faults().isEmpty();
  }

  /** Tells whether a text in lower case occurs in what the row is called by. */
  boolean mentions(String text) {
    return file.file().toLowerCase(Locale.ROOT).contains(text)
        || id.map(found -> found.value().contains(text)).orElse(false)
        || tenant.map(known -> known.name().toLowerCase(Locale.ROOT).contains(text)).orElse(false);
  }

  JsonObject json(TenantBook book, GenerationTimes times, boolean withFields) {
    long generation = id.map(book::appliedAt).orElse(0L);
    var json =
        new JsonObject()
            .put("tenant_id", id.map(TenantId::value).orElse(null))
            .put("name", tenant.map(Tenant::name).orElse(null))
            .put("status", status())
            .put("generation", generation)
            .put("changed_at", times.of(generation).map(Object::toString).orElse(null))
            .put("limits", tenant.map(known -> limits(known.limits())).orElse(null))
            .mergeIn(TenantJson.file(file));
    if (withFields) {
      json.put("fields", tenant.map(known -> known.file().parse().plain()).orElse(null));
    }
    return json;
  }

  private static JsonObject limits(Limits limits) {
    return new JsonObject()
        .put("max_qps", limits.maxQps().orElse(null))
        .put("max_storage_gb", limits.maxStorageGb().orElse(null))
        .put("max_users", limits.maxUsers().orElse(null));
  }
}
