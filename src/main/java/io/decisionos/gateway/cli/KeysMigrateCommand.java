package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.keys.KeyMigration;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.text.Cause;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns the list of keys of older versions into keysets. */
@Command(
    name = "migrate",
    description =
        "Writes keysets.yaml of keys.yaml, never over an existing one, and renames the old file to"
            + " keys.yaml.migrated.",
    mixinStandardHelpOptions = true)
final class KeysMigrateCommand implements Callable<Integer> {
  private static final int FAILED = 2;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "${bundle:decisionos.conf}",
      description = "The directory of the configuration.")
  private Path conf;

  @Override
  public Integer call() {
    Path old = conf.resolve(KeyMigration.OLD_FILE);
    Path kept = conf.resolve(KeyMigration.OLD_FILE + ".migrated");
    Path fresh = conf.resolve(Keysets.FILE);
    try {
      if (!Files.exists(old)) {
        say("nothing to migrate: there is no " + old);
        return 0;
      }
      if (Files.exists(kept)) {
        return fail(kept + ": found a file of this name, expected none");
      }
      Section root = Section.of(old.toString(), YamlReader.read(old.toString(), bytes(old)));
      String text = KeyMigration.keysets(root);
      if (!root.faults().isEmpty()) {
        return fail(root.faults().get(0).toString());
      }
      // Whoever runs this need not be whom the gateway runs as.
      NewFile.writeLike(old, fresh, text);
      Files.move(old, kept);
      say("wrote " + fresh + "; the old file is " + kept);
      return 0;
    } catch (FileAlreadyExistsException e) {
      return fail(fresh + ": found a file of this name, expected none; nothing is changed");
    } catch (YamlReader.InvalidYaml e) {
      return fail(e.fault().toString());
    } catch (IOException e) {
      return fail(conf + ": found it unusable (" + Cause.words(e) + ")");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  private void say(String what) {
    spec.commandLine().getOut().println(what);
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("keys migrate: " + why);
    return FAILED;
  }
}
