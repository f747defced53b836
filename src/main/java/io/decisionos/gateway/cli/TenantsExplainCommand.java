package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.ConfFiles.UnusableFile;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.overlay.EffectiveOverlay;
import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.EffectiveSettings;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Label;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.text.Program;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what holds for a tenant, and which file and line says so. */
@Command(
    name = "explain",
    description =
        "Shows every value that holds for a tenant with the file and line that it comes from, read"
            + " from the files. Exit code 1 if no valid file is about it.",
    mixinStandardHelpOptions = true)
final class TenantsExplainCommand implements Callable<Integer> {
  private static final int UNREADABLE = 2;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "the tenant's id")
  private String id;

  @Option(
      names = "--tenants",
      defaultValue = "${bundle:decisionos.tenants}",
      description = "the tenants' directory (${DEFAULT-VALUE})")
  private Path tenants;

  @Option(
      names = "--conf",
      defaultValue = "${bundle:decisionos.conf}",
      description = "the directory with slo.yaml, labels.yaml and evidence.yaml (${DEFAULT-VALUE})")
  private Path conf;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() {
    TenantFiles files = TenantFiles.of(tenants);
    Tenant tenant = files.tenants().get(id);
    try {
      return tenant == null ? absent(files) : explain(tenant, defaults(), retention());
    } catch (UnusableFile e) {
      return complain(e.getMessage(), UNREADABLE);
    }
  }

  private int absent(TenantFiles files) {
    List<Fault> own = files.faultsOf(id);
    String none = "no valid file in " + tenants + " is about \"" + id + "\"";
    int code =
        complain(none + (own.isEmpty() ? others(files) : "; the one that is has faults:"), 1);
    PrintWriter err = spec.commandLine().getErr();
    own.forEach(fault -> err.println("  " + fault));
    return code;
  }

  /** Files whose ids cannot be read may be about it; which, their own check tells. */
  private static String others(TenantFiles files) {
    long invalid = files.faults().stream().map(Fault::file).distinct().count();
    return invalid == 0
        ? ""
        : "; " + invalid + " file(s) have faults: " + Program.line("tenants validate");
  }

  private int complain(String message, int code) {
    spec.commandLine().getErr().println("explain: " + message);
    return code;
  }

  private OverlayDefaults defaults() throws UnusableFile {
    var files = new ConfFiles(conf);
    YamlSource slo = files.source("slo.yaml");
    YamlSource labels = files.source("labels.yaml");
    SloValues sloValues = files.read(slo, OverlayDefaults::readSlo);
    List<Label> labelValues = files.read(labels, OverlayDefaults::readLabels);
    return new OverlayDefaults(sloValues, labelValues, slo, labels);
  }

  private PolicyDefaults retention() throws UnusableFile {
    if (!Files.exists(conf.resolve(PolicyDefaults.FILE))) {
      return PolicyDefaults.BUILT_IN;
    }
    var files = new ConfFiles(conf);
    YamlSource file = files.source(PolicyDefaults.FILE);
    return new PolicyDefaults(files.read(file, EvidenceValues::read), file);
  }

  private int explain(Tenant tenant, OverlayDefaults defaults, PolicyDefaults retention) {
    var effective =
        new JsonObject()
            .put("settings", EffectiveSettings.json(tenant))
            .put("slo", EffectiveOverlay.slo(defaults, tenant))
            .put("labels", EffectiveOverlay.labels(defaults, tenant))
            .put("evidence", retention.explain(tenant));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(
          new JsonObject().put("tenant_id", id).put("effective", effective).encodePrettily()
              + "\n");
    } else {
      effective.getJsonObject("settings").forEach(e -> print(out, "", e.getKey(), e.getValue()));
      effective.getJsonObject("slo").forEach(e -> print(out, "slo.", e.getKey(), e.getValue()));
      effective.getJsonArray("labels").forEach(label -> printLabel(out, (JsonObject) label));
      effective
          .getJsonObject("evidence")
          .forEach(e -> print(out, "evidence.", e.getKey(), e.getValue()));
    }
    return 0;
  }

  private void print(PrintWriter out, String prefix, String key, Object found) {
    var value = (JsonObject) found;
    boolean unbounded = value.getValue("value") == null;
    row(out, prefix + key, unbounded ? "no limit" : value.getValue("value").toString(), value);
  }

  private void printLabel(PrintWriter out, JsonObject label) {
    JsonArray values = label.getJsonArray("values");
    String shown = values == null ? label.getString("type") : values.encode();
    row(out, "labels." + label.getString("key"), shown, label);
  }

  private void row(PrintWriter out, String key, String value, JsonObject origin) {
    out.println("%-30s  %-40s  %s".formatted(key, value, place(origin)).stripTrailing());
  }

  private String place(JsonObject origin) {
    if (!origin.containsKey("file")) {
      return origin.getString("source").equals("default") ? "built in" : "built in (global)";
    }
    Path directory = origin.getString("source").equals("tenant") ? tenants : conf;
    String line = origin.containsKey("line") ? ":" + origin.getInteger("line") : "";
    return directory.resolve(origin.getString("file")) + line;
  }
}
