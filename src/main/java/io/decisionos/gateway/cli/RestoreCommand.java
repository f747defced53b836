package io.decisionos.gateway.cli;

import io.decisionos.gateway.evidence.EvidenceRestore;
import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchivePlace;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.archive.ObjectLock;
import io.decisionos.gateway.evidence.archive.s3.S3Archive;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Printable;
import io.decisionos.gateway.text.WebAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings locked evidence back from the archive. */
@Command(
    name = "restore",
    description =
        "Writes archived evidence into a folder, never over a file: only what is what was signed"
            + " and what it was archived as. Exit code 1 with a line for each object that was not"
            + " restored, or if there is none, 2 if the archive cannot be read.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  private static final int NOT_ALL = 1;
  private static final int FAILED = 2;

  @Spec private CommandSpec spec;

  @Option(names = "--from", required = true, description = "s3://BUCKET/PREFIX")
  private String from;

  @Option(
      names = "--root",
      required = true,
      description = "the folder of evidence; made if missing")
  private Path root;

  @Option(names = "--tenant", description = "only this tenant's files")
  private String tenant;

  @Option(
      names = "--endpoint",
      description = "where the archive is (evidence.archive_endpoint of gateway.yaml)")
  private String endpoint;

  @Option(names = "--region", description = "evidence.archive_region of gateway.yaml")
  private String region;

  @Option(names = "--conf", defaultValue = "${bundle:decisionos.conf}", hidden = true)
  private Path conf;

  @Override
  public Integer call() {
    ArchivePlace place =
        ArchivePlace.parse(from).orElseThrow(() -> bad("--from", from, ArchivePlace.EXPECTED));
    Optional<TenantId> only =
        Optional.ofNullable(tenant).map(id -> EvidenceLogCommands.tenant(spec, id));
    if (!EvidenceCommand.isNamed(root)) {
      throw bad("--root", "", "a folder");
    }
    try {
      return restore(settings(place), only);
    } catch (IOException e) {
      return EvidenceLogCommands.fail(spec, Cause.words(e), FAILED);
    }
  }

  private ParameterException bad(String option, String found, String expected) {
    return new ParameterException(
        spec.commandLine(),
        option + ": found \"" + Printable.of(found) + "\", expected " + expected);
  }

  private ArchiveSettings settings(ArchivePlace place) throws IOException {
    Optional<URI> where =
        set(
                "--endpoint",
                endpoint,
                "archive_endpoint",
                text -> text.isEmpty() || WebAddress.plainServer(text).isPresent(),
                WebAddress.PLAIN_SERVER)
            .map(URI::create);
    Optional<String> which =
        set(
            "--region",
            region,
            "archive_region",
            ArchiveSettings.REGION.asMatchPredicate(),
            ArchiveSettings.EXPECTED_REGION);
    return new ArchiveSettings(place, where, which, ObjectLock.NONE);
  }

  private Optional<String> set(
      String option, String given, String key, Predicate<String> form, String expected)
      throws IOException {
    Optional<String> value =
        given == null ? GatewayFile.value(conf, "evidence." + key) : Optional.of(given);
    if (value.filter(form.negate()).isPresent()) {
      throw bad(option, value.get(), expected);
    }
    return value.filter(text -> !text.isEmpty());
  }

  private int restore(ArchiveSettings settings, Optional<TenantId> only) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Archive archive = S3Archive.open(settings)) {
      var restore =
          new EvidenceRestore(
              archive,
              settings.place(),
              root,
              (key, why) -> out.println(Printable.of("not restored  " + key + "  " + why)));
      EvidenceRestore.Tally tally = restore.run(only);
      out.println(
          "%d file(s) restored, %d there already, %d not restored"
              .formatted(tally.restored(), tally.there(), tally.refused()));
      tally.blind().ifPresent(this::tellBlind);
      boolean all = tally.refused() == 0 && tally.restored() + tally.there() > 0;
      return all ? 0 : NOT_ALL;
    }
  }

  private void tellBlind(String why) {
    spec.commandLine()
        .getErr()
        .println("evidence: whether anything is marked as deleted cannot be seen: " + why);
  }
}
