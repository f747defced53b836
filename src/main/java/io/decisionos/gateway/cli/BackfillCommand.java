package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.evidence.EvidenceReport;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.store.Backfill;
import io.decisionos.gateway.evidence.store.BackfillRules;
import io.decisionos.gateway.evidence.store.HeldRoot;
import io.decisionos.gateway.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives evidence that names no tenant to one. */
@Command(
    name = "backfill",
    description =
        "Sets the tenant of documents that name none, signs them anew and puts them at their"
            + " places; originals are kept in .backfill. Without --run nothing is written. Not on a"
            + " root that a gateway works on. Exit code 2 if nothing could be done.",
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
  private static final int FAILED = 2;

  @Spec private CommandSpec spec;

  @Option(names = "--root", required = true, description = "the folder of evidence")
  private Path root;

  @Option(names = "--tenant", description = "whose all of it is")
  private String tenant;

  @Option(
      names = "--map",
      description = "a YAML file, a list of {match: GLOB on the path, tenant: ID}; the first fits")
  private Path map;

  @Option(names = "--run", description = "do it")
  private boolean run;

  @Override
  public Integer call() throws InterruptedException {
    if ((tenant == null) == (map == null)) {
      throw new ParameterException(
          spec.commandLine(), "expected either --tenant or --map, and not both");
    }
    Optional<String> refusal = EvidenceCommand.noFolder(root);
    if (refusal.isPresent()) {
      return EvidenceLogCommands.fail(spec, refusal.get(), FAILED);
    }
    try {
      return fill(rules());
    } catch (IllegalArgumentException e) {
      return EvidenceLogCommands.fail(spec, map + ": " + e.getMessage(), FAILED);
    } catch (IOException e) {
      return EvidenceLogCommands.fail(spec, e.getMessage(), FAILED);
    }
  }

  private BackfillRules rules() throws IOException {
    if (tenant != null) {
      return BackfillRules.all(EvidenceLogCommands.tenant(spec, tenant));
    }
    try {
      return BackfillRules.of(YamlReader.read(map.toString(), Files.readAllBytes(map)).plain());
    } catch (InvalidYaml e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  private int fill(BackfillRules rules) throws IOException, InterruptedException {
    Closeable held = run ? HeldRoot.hold(root) : HeldRoot.look(root);
    try {
      var backfill = new Backfill(root, rules, Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      int given = 0;
      for (EvidenceEntry entry : List.copyOf(EvidenceReport.of(root, seen -> {}).known().all())) {
        Backfill.Row row = backfill.look(entry, run);
        given += row.tenant().isPresent() ? 1 : 0;
        out.println(
            Printable.of(
                "%s  %s  %s"
                    .formatted(
                        row.path().text(),
                        row.tenant().map(Object::toString).orElse("-"),
                        row.what())));
      }
      out.println(
          given + (run ? " document(s) given" : " document(s) would be given; --run does it"));
      return 0;
    } finally {
      held.close();
    }
  }
}
