package io.decisionos.gateway.cli;

import io.decisionos.gateway.evidence.EvidenceGenerator;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes files of evidence for trials. */
@Command(
    name = "generate",
    description = "Fills a folder with made-up evidence; the same seed makes the same files.",
    mixinStandardHelpOptions = true)
final class GenerateEvidenceCommand implements Callable<Integer> {
  private static final String SHARE = " (${DEFAULT-VALUE})";

  @Spec private CommandSpec spec;

  @Option(
      names = "--root",
      required = true,
      description = "the folder to fill; never a gateway's own, some of the files are tampered")
  private Path root;

  @Option(names = "--tenants", defaultValue = "2", description = "how many tenants")
  private int tenants;

  @Option(names = "--tenant", description = "a tenant's id; once for each, instead of --tenants")
  private List<String> named = List.of();

  @Option(names = "--files", defaultValue = "100", description = "how many files")
  private int files;

  @Option(names = "--seed", defaultValue = "1", description = "what to make them from")
  private long seed;

  @Option(
      names = "--tampered",
      defaultValue = "0.02",
      description = "the share of files whose signature is wrong" + SHARE)
  private double tampered;

  @Option(
      names = "--broken",
      defaultValue = "0.01",
      description = "the share of files that are no documents" + SHARE)
  private double broken;

  @Override
  public Integer call() throws IOException {
    var plan =
        named.isEmpty()
            ? new EvidenceGenerator.Plan(tenants, files, seed, tampered, broken)
            : new EvidenceGenerator.Plan(named, files, seed, tampered, broken);
    if (!plan.isPossible() || !named.stream().allMatch(TenantId::wellFormed)) {
      throw new ParameterException(
          spec.commandLine(),
          "expected at least one tenant, well-formed ids, no negative number of files, and shares"
              + " from 0 that are at most 1 together");
    }
    new EvidenceGenerator(Files.createDirectories(root), plan).run();
    String told = files + " made-up file(s) of evidence written to " + root + ", seed " + seed;
    spec.commandLine().getOut().println(told);
    return 0;
  }
}
