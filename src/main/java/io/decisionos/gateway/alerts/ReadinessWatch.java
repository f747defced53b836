package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the checks of readiness say, as conditions. Pure. */
final class ReadinessWatch {
  private static final double PERCENT = 100;

  private ReadinessWatch() {}

  /** The conditions of the checks that there are. */
  static List<Conditions> of(Map<String, Check> checks) {
    var found = new ArrayList<Conditions>();
    check(checks, "conf").ifPresent(check -> found.add(conf(check)));
    check(checks, "storage")
        .ifPresent(check -> found.add(state(BuiltIn.STORAGE_UNAVAILABLE, check, 1)));
    check(checks, "disk")
        .ifPresent(check -> found.add(state(BuiltIn.DISK_LOW, check, used(check))));
    check(checks, "loops").ifPresent(check -> found.add(state(BuiltIn.EVENT_LOOP_HELD, check, 1)));
    check(checks, "evidence")
        .ifPresent(
            check -> {
              found.add(tampered(check));
              found.add(lost(check));
              found.add(stopped(check));
            });
    check(checks, "keys")
        .ifPresent(
            check -> {
              found.add(keys(BuiltIn.KEY_EXPIRY_SOON, check, "key.source_stale", false));
              found.add(keys(BuiltIn.KEY_SOURCE_STALE, check, "key.source_stale", true));
            });
    return found;
  }

  private static Optional<Check> check(Map<String, Check> checks, String name) {
    return Optional.ofNullable(checks.get(name));
  }

  private static Condition condition(BuiltIn alert, double value, String what) {
    return condition(alert, Map.of(), value, what);
  }

  private static Condition condition(
      BuiltIn alert, Map<String, String> labels, double value, String what) {
    Notice.Level level =
        switch (alert.severity()) {
          case INFO -> Notice.Level.INFO;
          case WARNING -> Notice.Level.WARN;
          case CRITICAL -> Notice.Level.ERROR;
        };
    return new Condition(labels, level, value, what);
  }

  private static Conditions all(BuiltIn alert, List<Condition> holding) {
    return new Conditions(alert.word(), holding);
  }

  private static Conditions state(BuiltIn alert, Check check, double value) {
    return all(
        alert,
        check.state() == Check.State.OK
            ? List.of()
            : List.of(condition(alert, value, sentence(check))));
  }

  private static String sentence(Check check) {
    return check.cause().orElse("no cause is known")
        + check.nextStep().map(step -> "; " + step).orElse("");
  }

  private static double used(Check check) {
    long total = check.details().getLong("total_bytes", 0L);
    return total == 0 ? PERCENT : PERCENT - PERCENT * check.details().getLong("free_bytes") / total;
  }

  private static Conditions conf(Check check) {
    JsonArray errors = check.details().getJsonArray("errors", new JsonArray());
    return all(
        BuiltIn.CONF_INVALID,
        errors.isEmpty()
            ? List.of()
            : List.of(condition(BuiltIn.CONF_INVALID, errors.size(), sentence(check))));
  }

  /** One alert for each owner that is named, and one for the files of all others. */
  private static Conditions tampered(Check check) {
    var holding = new ArrayList<Condition>();
    int rest = check.details().getInteger("tampered", 0);
    for (Object named : check.details().getJsonArray("tampered_files", new JsonArray())) {
      var file = (JsonObject) named;
      int files = file.getInteger("files");
      rest -= files;
      String what = file.getString("path") + ": " + file.getString("error") + more(files - 1);
      holding.add(
          condition(BuiltIn.EVIDENCE_TAMPERED, tenant(file.getString("tenant_id")), files, what));
    }
    if (rest > 0) {
      String what = rest + " files of further tenants are not what was signed";
      holding.add(condition(BuiltIn.EVIDENCE_TAMPERED, rest, what));
    }
    return all(BuiltIn.EVIDENCE_TAMPERED, holding);
  }

  /** One alert for each tenant of whom files are gone that the gateway did not delete. */
  private static Conditions lost(Check check) {
    return all(
        BuiltIn.EVIDENCE_LOST,
        check.details().getJsonArray("lost_of", new JsonArray()).stream()
            .map(id -> lost((String) id))
            .toList());
  }

  /** In words about this tenant alone, as the check's are about any. */
  private static Condition lost(String id) {
    return condition(
        BuiltIn.EVIDENCE_LOST,
        tenant(id),
        1,
        "files of %s are gone, and not by the gateway; put them back, or POST".formatted(id)
            + " /ops/evidence/lost/acknowledge {\"tenant\": \"%s\"}".formatted(id));
  }

  /** One alert for each tenant whose log is not written. */
  private static Conditions stopped(Check check) {
    return all(
        BuiltIn.EVIDENCE_LOG_STOPPED,
        check.details().getJsonArray("logs_stopped", new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .map(
                log ->
                    condition(
                        BuiltIn.EVIDENCE_LOG_STOPPED,
                        tenant(log.getString("tenant_id")),
                        1,
                        log.getString("cause")))
            .toList());
  }

  private static String more(int count) {
    return count > 0 ? ", and " + count + " more" : "";
  }

  private static Map<String, String> tenant(String id) {
    return id == null ? Map.of() : Map.of("tenant", id);
  }

  private static Conditions keys(BuiltIn alert, Check check, String reason, boolean wanted) {
    List<JsonObject> findings =
        check.details().getJsonArray("findings", new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .filter(finding -> reason.equals(finding.getString("reason")) == wanted)
            .toList();
    return all(
        alert,
        findings.isEmpty()
            ? List.of()
            : List.of(
                condition(
                    alert,
                    findings.size(),
                    findings.get(0).getString("detail") + more(findings.size() - 1))));
  }

  /** What the tenants' files say: a tenant's trouble, and that of the directory. */
  static List<Conditions> of(TenantReport report) {
    var byTenant = new LinkedHashMap<Map<String, String>, List<TenantReport.FileStatus>>();
    for (TenantReport.FileStatus file : report.invalid()) {
      List<TenantId> tenants = file.tenants();
      if (tenants.isEmpty()) {
        byTenant.computeIfAbsent(Map.of(), labels -> new ArrayList<>()).add(file);
      }
      tenants.forEach(
          id ->
              byTenant
                  .computeIfAbsent(Map.of("tenant", id.value()), l -> new ArrayList<>())
                  .add(file));
    }
    List<Condition> holding =
        byTenant.entrySet().stream()
            .map(entry -> invalid(entry.getKey(), entry.getValue()))
            .toList();
    List<Condition> gone =
        report.directoryFault().stream()
            .map(fault -> condition(BuiltIn.TENANTS_DIRECTORY_GONE, 1, fault.toString()))
            .toList();
    return List.of(
        all(BuiltIn.TENANT_CONFIG_INVALID, holding), all(BuiltIn.TENANTS_DIRECTORY_GONE, gone));
  }

  private static Condition invalid(
      Map<String, String> labels, List<TenantReport.FileStatus> files) {
    TenantReport.FileStatus first = files.get(0);
    boolean refused = first.state() == TenantReport.State.REFUSED;
    return new Condition(
        labels,
        refused && !labels.isEmpty() ? Notice.Level.ERROR : Notice.Level.WARN,
        files.size(),
        first.faults().get(0) + "; " + fate(first.state()) + more(files.size() - 1));
  }

  private static String fate(TenantReport.State state) {
    return switch (state) {
      case APPLIED, UNUSED -> "its tenant is served";
      case LAST_GOOD -> "its last good version serves";
      case SUSPENDED -> "its tenant is suspended, as it says";
      case REFUSED -> "its tenant is refused";
    };
  }
}
