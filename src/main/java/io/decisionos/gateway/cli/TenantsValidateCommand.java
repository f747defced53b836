package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks tenants' files with the same code as the gateway. */
@Command(
    name = "validate",
    description =
        "Checks tenants' files as the gateway does: exit code 0, or 1 with one line per problem."
            + " Nothing to check is a problem too.",
    mixinStandardHelpOptions = true)
final class TenantsValidateCommand implements Callable<Integer>, EmptyValues.Answered {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR|FILE",
      defaultValue = "${bundle:decisionos.tenants}",
      description = "the directory, or single files (${DEFAULT-VALUE})")
  private List<Path> places = List.of();

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(names = "--allow-empty", description = "no file at all is well, too")
  private boolean allowEmpty;

  @Override
  public Integer call() {
    String where = places.stream().map(Path::toString).collect(Collectors.joining(", "));
    TenantFiles files = TenantFiles.of(places);
    List<Fault> faults = allowEmpty ? files.faults() : files.faultsOrNothing(where);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(files, faults).encode());
    } else {
      notes(files);
      faults.forEach(out::println);
      if (faults.isEmpty()) {
        out.println(files.count() + " file(s) in " + where + " are valid");
      }
    }
    return faults.isEmpty() ? 0 : 1;
  }

  /** What is no problem, and perhaps not meant; apart from the problems, which scripts count. */
  private void notes(TenantFiles files) {
    PrintWriter err = spec.commandLine().getErr();
    files.ignored().forEach(name -> err.println(ignored(name)));
    warnings(files).forEach(warning -> err.println("warning: " + warning));
  }

  private static String ignored(String name) {
    return "ignored: " + name + ": its name does not end in .yaml or .yml";
  }

  private static List<Fault> warnings(TenantFiles files) {
    return files.tenants().values().stream()
        .flatMap(tenant -> percentiles(tenant).stream())
        .toList();
  }

  /** A 99th percentile is never below a 95th. */
  private static Optional<Fault> percentiles(Tenant tenant) {
    Optional<BigDecimal> p95 = tenant.slo().get(SloKey.LATENCY_P95_MS);
    Optional<BigDecimal> p99 = tenant.slo().get(SloKey.LATENCY_P99_MS);
    if (p95.isEmpty() || p99.isEmpty() || p99.get().compareTo(p95.get()) >= 0) {
      return Optional.empty();
    }
    String key = "slo_overlay.latency_p99_ms";
    return Optional.of(
        new Fault(
            tenant.source(),
            tenant.file().parse().line(key),
            key,
            p99.get() + ", which is below latency_p95_ms",
            "at least " + p95.get()));
  }

  private static JsonObject json(TenantFiles files, List<Fault> faults) {
    var json =
        new JsonObject()
            .put("valid", faults.isEmpty())
            .put("files", files.count())
            .put("errors", array(faults));
    List<Fault> warnings = warnings(files);
    if (!warnings.isEmpty()) {
      json.put("warnings", array(warnings));
    }
    return files.ignored().isEmpty() ? json : json.put("ignored", new JsonArray(files.ignored()));
  }

  private static JsonArray array(List<Fault> faults) {
    var array = new JsonArray();
    for (Fault fault : faults) {
      array.add(
          new JsonObject()
              .put("file", fault.file())
              .put("line", fault.line().isPresent() ? fault.line().getAsInt() : null)
              .put("key", fault.key())
              .put("found", fault.found())
              .put("expected", fault.expected()));
    }
    return array;
  }
}
