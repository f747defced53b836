package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.keys.KeyFolder;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyMigration;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.SourceSettings;
import io.decisionos.gateway.rotation.Finding;
import io.decisionos.gateway.rotation.KeysetStanding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether keysets are well. */
@Command(
    name = "check",
    description =
        "Checks keysets.yaml and the files beside it with the gateway's own code, and whether keys"
            + " will follow each other in time. Exit code 0: well; 1: due soon, or will not"
            + " overlap; 2: invalid.",
    mixinStandardHelpOptions = true)
final class KeysCheckCommand implements Callable<Integer> {
  private static final int DUE = 1;
  private static final int INVALID = 2;
  private static final String GATEWAY = "gateway.yaml";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "${bundle:decisionos.conf}",
      description = "The directory of the configuration.")
  private Path conf;

  @Override
  public Integer call() {
    Instant now = Clock.systemUTC().instant();
    KeyFolder.Reading reading =
        KeyFolder.read(conf, KeysCheckCommand::variable, Optional.of(Scope.words()));
    KeyListing listing = reading.listing().onlyFrom(obligatory());
    List<Fault> faults =
        Stream.of(old(), reading.faults(), listing.faults(now)).flatMap(List::stream).toList();
    if (!faults.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      faults.forEach(fault -> err.println(conf + "/" + fault));
      return INVALID;
    }
    List<Finding> findings =
        listing.listed().all().stream()
            .flatMap(keyset -> KeysetStanding.of(keyset, now).findings().stream())
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> out.println(finding + "; " + finding.reason().nextStep()));
    int remote = listing.remote(now).size();
    String unread = remote == 0 ? "" : "; " + remote + " from ssm or kms, not read here";
    if (findings.isEmpty()) {
      out.println(conf + ": well" + unread);
    }
    return findings.isEmpty() ? 0 : DUE;
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  private List<Fault> old() {
    return Files.exists(conf.resolve(KeyMigration.OLD_FILE))
        ? List.of(KeyMigration.FOUND)
        : List.of();
  }

  /**
   * The sources that {@code gateway.yaml} beside the keysets, or a variable in its place, makes
   * obligatory; the file may be absent.
   */
  private Set<Source> obligatory() {
    try {
      byte[] text = Files.readAllBytes(conf.resolve(GATEWAY));
      Section root =
          Section.of(
              GATEWAY, YamlReader.read(GATEWAY, text), Overrides.of(KeysCheckCommand::variable));
      return SourceSettings.read(root.section("keys")).obligatory();
    } catch (IOException | YamlReader.InvalidYaml e) {
      // What is wrong with that file is for the gateway to say.
      return Set.of();
    }
  }
}
