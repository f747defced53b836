package io.decisionos.gateway.cli;

import io.decisionos.gateway.evidence.EvidenceReport;
import io.decisionos.gateway.evidence.log.LogAudit;
import io.decisionos.gateway.evidence.merkle.NoteKey;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says which files are not what was signed, or what log and files say against each other. */
@Command(
    name = "verify",
    description =
        "Checks every file: exit code 0, or 1 with one line per file that is tampered, or if there"
            + " is no file at all. With --key checks a tenant's log and files against each other:"
            + " exit code 0, or 1 with one line per difference.",
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    mixinStandardHelpOptions = true)
final class VerifyEvidenceCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--root",
      defaultValue = EvidenceCommand.USUAL_ROOT,
      description = EvidenceCommand.ROOT)
  private Path root;

  @Option(names = "--allow-empty", description = "no file at all is well, too")
  private boolean allowEmpty;

  @Option(names = "--key", description = "what log-key printed: check the log that it signs")
  private String key;

  @Option(names = "--tenant", description = "whose log; the key says so, too")
  private String tenant;

  @Option(names = "--since", description = "a file with an earlier checkpoint of the log")
  private Path since;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (key == null && (tenant != null || since != null)) {
      throw new ParameterException(
          spec.commandLine(), "--key: found none, expected what log-key prints");
    }
    Optional<LogAudit.Subject> log = key == null ? Optional.empty() : Optional.of(subject());
    Optional<String> refusal = EvidenceCommand.noFolder(root);
    if (refusal.isPresent()) {
      return EvidenceLogCommands.fail(spec, refusal.get(), CommandLine.ExitCode.USAGE);
    }
    EvidenceReport report = EvidenceCommand.scan(root);
    return log.isPresent() ? compare(log.get(), report) : check(report);
  }

  private LogAudit.Subject subject() throws IOException {
    NoteKey verifier =
        NoteKey.parse(key)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--key: expected one line of what log-key prints"));
    TenantId signer =
        EvidenceLogCommands.tenant(
            spec, verifier.name().substring(verifier.name().lastIndexOf('/') + 1));
    TenantId asked = tenant == null ? signer : EvidenceLogCommands.tenant(spec, tenant);
    if (!asked.equals(signer)) {
      throw new ParameterException(
          spec.commandLine(), "--tenant: found " + asked + ", expected " + signer + " as in --key");
    }
    Path folder = root.resolve(".log").resolve(asked.value());
    return new LogAudit.Subject(asked, folder, verifier, earlier());
  }

  private Optional<String> earlier() throws IOException {
    if (since == null) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(since)) {
      throw new ParameterException(
          spec.commandLine(), "--since: found \"" + since + "\", expected a checkpoint's file");
    }
    return Optional.of(Files.readString(since));
  }

  private int compare(LogAudit.Subject log, EvidenceReport report) throws IOException {
    List<String> differences = LogAudit.differences(log, report.known());
    PrintWriter out = spec.commandLine().getOut();
    differences.forEach(line -> out.println(Printable.of(line)));
    if (differences.isEmpty()) {
      out.println("log and files of " + log.tenant() + " in " + root + " say the same");
    }
    return differences.isEmpty() ? 0 : DIFFERENT;
  }

  private int check(EvidenceReport report) {
    if (report.files() == 0 && report.faults().isEmpty() && !allowEmpty) {
      String none =
          "--root: found no evidence in \""
              + root
              + "\", expected a file; --allow-empty if none is meant";
      return EvidenceLogCommands.fail(spec, none, DIFFERENT);
    }
    PrintWriter out = spec.commandLine().getOut();
    var findings = report.tampered();
    findings.forEach(finding -> out.println(finding.path() + ": " + finding.why()));
    report.faults().forEach((folder, why) -> out.println(folder + "/: " + why));
    if (findings.isEmpty() && report.faults().isEmpty()) {
      out.println("%d file(s) in %s are what was signed".formatted(report.files(), root));
    }
    return findings.isEmpty() && report.faults().isEmpty() ? 0 : DIFFERENT;
  }
}
