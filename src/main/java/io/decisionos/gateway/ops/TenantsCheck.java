package io.decisionos.gateway.ops;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.WatchTrouble;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantReport;
import io.decisionos.gateway.text.Program;
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
      return Check.degraded(
          cause(report),
          "mend the file, or check with "
              + Program.line("tenants validate")
              + "; it is read again by itself",
          details);
    }
    if (report.watchTrouble().isPresent()) {
      WatchTrouble trouble = report.watchTrouble().get();
      return Check.degraded(trouble.cause(), trouble.nextStep(), details);
    }
    return Check.ok(details);
  }

  private static String cause(TenantReport report) {
    int refused = report.book().refused().size();
    int all = report.book().ids().size();
    String calls = refused == 0 ? "" : refused + " of " + all + " tenants refused; ";
    Fault first = report.invalid().get(0).faults().get(0);
    return calls + report.invalid().size() + " invalid file(s), first: " + first;
  }

  private static String end(TenantReport report) {
    return report.directoryGraceEnds().map(Object::toString).orElse("?");
  }

  private static JsonObject details(TenantReport report) {
    var invalid = new JsonArray();
    report.invalid().forEach(file -> invalid.add(TenantJson.file(file)));
    List<TenantId> suspended =
        report.book().tenants().stream()
            .filter(Tenant::suspended)
            .map(Tenant::id)
            .sorted()
            .toList();
    List<TenantId> refused = report.book().refused();
    return new JsonObject()
        .put("generation", report.book().generation())
        .put("tenants", report.book().tenants().size())
        .put("suspended", suspended.size())
        .put("suspended_ids", named(suspended))
        .put("refused", refused.size())
        .put("refused_ids", named(refused))
        .put("invalid", invalid)
        .put("ignored", new JsonArray(report.ignored().stream().limit(MOST_NAMED).toList()));
  }

  private static JsonArray named(List<TenantId> ids) {
    return new JsonArray(ids.stream().limit(MOST_NAMED).map(TenantId::value).toList());
  }
}
