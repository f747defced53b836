package io.decisionos.gateway.cli;

import io.decisionos.gateway.evidence.EvidenceReport;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Works on folders of evidence without a gateway, and has a running one let go of evidence. */
@Command(
    name = "evidence",
    description = "Works on folders of evidence.",
    mixinStandardHelpOptions = true,
    subcommands = {
      GenerateEvidenceCommand.class,
      EvidenceKeepCommands.Plan.class,
      EvidenceKeepCommands.Run.class,
      EvidenceLogCommands.Key.class,
      EvidenceLogCommands.Accept.class,
      VerifyEvidenceCommand.class,
      RestoreCommand.class,
      BackfillCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class EvidenceCommand {
  static final String ROOT = "the folder of evidence (${DEFAULT-VALUE})";
  private static final String CLEAR_LINE = "\r\u001b[K";
  static final String USUAL_ROOT = "${bundle:decisionos.evidence}";

  @Spec private CommandSpec spec;

  /** Writes the index as the gateway would have it. */
  @Command(
      name = "index",
      description = "Writes the index of a folder as JSON.",
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      mixinStandardHelpOptions = true)
  int index(
      @Option(names = "--root", paramLabel = "DIR", defaultValue = USUAL_ROOT, description = ROOT)
          Path root,
      @Option(names = "--tenant", paramLabel = "TENANT", description = "only this tenant's files")
          String tenant,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "the file to write (index.json in the folder)")
          Path out)
      throws InterruptedException {
    Optional<TenantId> only = Optional.ofNullable(tenant).map(this::tenant);
    Path file = out == null ? root.resolve("index.json") : out;
    Optional<String> refusal = noFolder(root).or(() -> noPlace(file));
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    try {
      int files = scan(root).write(only, file);
      spec.commandLine().getOut().println("%d file(s) indexed in %s".formatted(files, file));
      return 0;
    } catch (IOException e) {
      return refuse("found " + e + ", expected files that can be read and written");
    }
  }

  static Optional<String> noFolder(Path root) {
    // An empty path would be the current folder, which is nobody's wish.
    return isNamed(root) && Files.isDirectory(root)
        ? Optional.empty()
        : Optional.of("--root: found \"" + root + "\", which is no folder, expected one");
  }

  private static Optional<String> noPlace(Path file) {
    String expected = "expected a file that can be written, in a folder that is there";
    if (!isNamed(file) || (Files.exists(file) && !Files.isRegularFile(file))) {
      return Optional.of("--out: found \"" + file + "\", which is no file, " + expected);
    }
    Path folder = file.toAbsolutePath().getParent();
    return Files.isDirectory(folder) && Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of("--out: found no folder to write into at \"" + folder + "\", " + expected);
  }

  static boolean isNamed(Path path) {
    return !path.toString().isEmpty();
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("evidence: " + why);
    return CommandLine.ExitCode.USAGE;
  }

  private TenantId tenant(String text) {
    return TenantId.parse(text)
        .filter(id -> !id.value().equals(TenantId.RESERVED))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--tenant: found \"" + text + "\", expected a tenant's id"));
  }

  // From JDK 22 on there is always a console; then progress is told into pipes of stderr as well.
  @SuppressWarnings("SystemConsoleNull")
  static EvidenceReport scan(Path root) throws IOException, InterruptedException {
    boolean terminal = System.console() != null;
    EvidenceReport report = EvidenceReport.of(root, terminal ? EvidenceCommand::tell : seen -> {});
    if (terminal) {
      System.err.print(CLEAR_LINE);
    }
    return report;
  }

  private static void tell(long seen) {
    System.err.print(CLEAR_LINE + seen + " files ...");
  }
}
