package io.decisionos.gateway.ops;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.WatchTrouble;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Whether the tenants' files are as they should be. Pure. */
final class TenantsCheck {
  private static final int MOST_NAMED = 10;

  private TenantsCheck() {}

  static Check of(TenantReport report) {
    JsonObject details = details(report);
    if (report.directoryFault().isPresent()) {
      return Check.degraded(
          report.directoryFault().get() + "; what was loaded serves until " + end(report),
          "bring the directory and its files back",
          details);
    }
    if (!report.invalid().isEmpty()) {
      Fault first = report.invalid().get(0).faults().get(0);
      return Check.degraded(
          report.invalid().size() + " invalid file(s), first: " + first,
          "mend the file, or check with ./run.sh tenants validate; it is read again by itself",
          details);
    }
    if (report.watchTrouble().isPresent()) {
      WatchTrouble trouble = report.watchTrouble().get();
      return Check.degraded(trouble.cause(), trouble.nextStep(), details);
    }
    return Check.ok(details);
  }

  private static String end(TenantReport report) {
    return report.directoryGraceEnds().map(Object::toString).orElse("?");
  }

  private static JsonObject details(TenantReport report) {
    var invalid = new JsonArray();
    report.invalid().forEach(file -> invalid.add(TenantJson.file(file)));
    List<String> suspended =
        report.book().tenants().stream()
            .filter(Tenant::suspended)
            .map(tenant -> tenant.id().value())
            .sorted()
            .toList();
    return new JsonObject()
        .put("generation", report.book().generation())
        .put("tenants", report.book().tenants().size())
        .put("suspended", suspended.size())
        .put("suspended_ids", new JsonArray(suspended.stream().limit(MOST_NAMED).toList()))
        .put("invalid", invalid);
  }
}
