package io.decisionos.gateway.cli;

import io.decisionos.gateway.storage.embedded.StoreBackup;
import io.decisionos.gateway.storage.embedded.StoreRestore;
import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on the embedded store's files. */
@Command(
    name = "storage",
    description = "Works on the embedded store.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class StorageCommand {
  private static final int FAILED = 2;

  @Spec private CommandSpec spec;

  /** Work on files. */
  @FunctionalInterface
  private interface Work {
    String run() throws IOException;
  }

  /** Copies the store, whether a gateway runs or not. */
  @Command(
      name = "backup",
      description = "Copies the store into FILE, also while the gateway runs.",
      mixinStandardHelpOptions = true)
  int backup(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--data", paramLabel = "DIR", defaultValue = "${bundle:decisionos.data}")
          Path data) {
    return done(
        () -> {
          long bytes = StoreBackup.write(data.resolve("store"), file);
          return "wrote " + file + " with " + bytes + " bytes of the store";
        });
  }

  /** Makes a store from a copy. */
  @Command(
      name = "restore",
      description =
          "Makes a store from FILE if there is none. Nonces whose timestamps lie before now are"
              + " refused afterwards.",
      mixinStandardHelpOptions = true)
  int restore(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--data", paramLabel = "DIR", defaultValue = "${bundle:decisionos.data}")
          Path data) {
    return done(
        () -> {
          StoreRestore.read(file, data.resolve("store"), Clock.systemUTC());
          return "restored " + file + "; nonces made before now are refused";
        });
  }

  private int done(Work work) {
    try {
      spec.commandLine().getOut().println(work.run());
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("storage: " + Cause.words(e));
      return FAILED;
    }
  }
}
