package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.SettleTimes;
import io.decisionos.gateway.config.WatchedDirectory;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantLedger;
import io.decisionos.gateway.tenant.TenantReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
    synopsisSubcommandLabel = "COMMAND")
final class TenantsCommand {
  private static final SettleTimes AT_ONCE = new SettleTimes(Duration.ZERO, Duration.ZERO);

  private static final int MOST_LOOKS = 10;

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
    TenantLedger ledger = TenantLedger.EMPTY.apply(look(directory), 0, Duration.ZERO);
    List<Fault> faults =
        Stream.concat(ledger.trouble().stream(), ledger.faults().stream()).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(ledger.files().size(), faults).encodePrettily());
    } else {
      print(out, directory, ledger.files().size(), faults);
    }
    out.flush();
    return faults.isEmpty() ? 0 : 1;
  }

  /** Looks until no file is left that changed while it was read. */
  private static DirectoryContents<TenantFile> look(Path path) {
    var directory = new WatchedDirectory<>(path, new TenantReader(), Clock.systemUTC());
    DirectoryContents<TenantFile> contents = directory.sweep(AT_ONCE);
    for (int look = 1; look < MOST_LOOKS && contents.nextDue().isPresent(); look++) {
      contents = directory.sweep(AT_ONCE);
    }
    return contents;
  }

  private static void print(PrintWriter out, Path directory, int files, List<Fault> faults) {
    faults.forEach(out::println);
    if (faults.isEmpty()) {
      out.printf("%d file(s) in %s are valid%n", files, directory);
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
