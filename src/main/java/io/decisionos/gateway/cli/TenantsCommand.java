package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on tenants' files. */
@Command(
    name = "tenants",
    description = "Works on tenants' files.",
    mixinStandardHelpOptions = true,
    subcommands = {TenantsDiffCommand.class, TenantsExplainCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class TenantsCommand {
  @Spec private CommandSpec spec;

  /** Checks with the same code as the gateway. */
  @Command(
      name = "validate",
      description =
          "Checks tenants' files as the gateway does: exit code 0, or 1 with one line per"
              + " problem.",
      mixinStandardHelpOptions = true)
  int validate(
      @Parameters(
              arity = "0..1",
              paramLabel = "DIR",
              defaultValue = "${env:DECISIONOS_TENANTS:-tenants}",
              description = "the directory (${DEFAULT-VALUE})")
          Path directory,
      @Option(names = "--json", description = "print one JSON document") boolean json) {
    TenantFiles files = TenantFiles.read(directory);
    List<Fault> faults = files.faults();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(files.count(), faults).encode());
    } else {
      print(out, directory, files.count(), faults);
    }
    out.flush();
    return faults.isEmpty() ? 0 : 1;
  }

  private static void print(PrintWriter out, Path directory, int files, List<Fault> faults) {
    faults.forEach(out::println);
    if (faults.isEmpty()) {
      out.println("%d file(s) in %s are valid".formatted(files, directory));
    }
  }

  private static JsonObject json(int files, List<Fault> faults) {
    var errors = new JsonArray();
    for (Fault fault : faults) {
      errors.add(
          new JsonObject()
              .put("file", fault.file())
              .put("line", fault.line().isPresent() ? fault.line().getAsInt() : null)
              .put("key", fault.key())
              .put("found", fault.found())
              .put("expected", fault.expected()));
    }
    return new JsonObject()
        .put("valid", faults.isEmpty())
        .put("files", files)
        .put("errors", errors);
  }
}
