package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.keys.KeyFolder;
import io.decisionos.gateway.rotation.Finding;
import io.decisionos.gateway.rotation.KeysetStanding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "${env:DECISIONOS_CONF:-conf}",
      description = "The directory of the configuration.")
  private Path conf;

  @Override
  public Integer call() {
    Instant now = Clock.systemUTC().instant();
    KeyFolder.Reading reading =
        KeyFolder.read(conf, name -> Optional.ofNullable(System.getenv(name)));
    List<Fault> faults =
        Stream.concat(reading.faults().stream(), reading.listing().faults(now).stream()).toList();
    if (!faults.isEmpty()) {
      faults.forEach(fault -> say(spec.commandLine().getErr(), conf + "/" + fault));
      return INVALID;
    }
    List<Finding> findings =
        reading.listing().listed().all().stream()
            .flatMap(keyset -> KeysetStanding.of(keyset, now).findings().stream())
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> say(out, finding + "; " + finding.reason().nextStep()));
    int remote = reading.listing().remote(now).size();
    String unread = remote == 0 ? "" : "; " + remote + " from ssm or kms, not read here";
    if (findings.isEmpty()) {
      say(out, conf + ": well" + unread);
    }
    return findings.isEmpty() ? 0 : DUE;
  }

  private static void say(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
