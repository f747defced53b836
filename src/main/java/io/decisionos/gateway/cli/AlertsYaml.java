package io.decisionos.gateway.cli;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.AlertSettingsReader;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.FileForm;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A file of alerts, read with the gateway's own code.
 *
 * @param settings what counts as far as there are no faults
 */
record AlertsYaml(AlertSettings settings, List<Fault> faults) {
  /** The exit code for a file with faults. */
  static final int FAULTS = 1;

  static AlertsYaml read(CommandSpec spec, Path file) {
    String name = file.toString();
    try {
      // A directory is no argument at all, and fails to be read.
      Optional<Fault> form =
          Files.isDirectory(file) ? Optional.empty() : FileForm.fault(name, file);
      if (form.isPresent()) {
        return new AlertsYaml(AlertSettings.NONE, List.of(form.get()));
      }
      byte[] content = Files.readAllBytes(file);
      Section root = Section.of(name, YamlReader.read(name, content));
      AlertSettings settings = AlertSettingsReader.read(root);
      return new AlertsYaml(settings, root.faults());
    } catch (InvalidYaml e) {
      return new AlertsYaml(AlertSettings.NONE, List.of(e.fault()));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), name + ": found nothing that can be read, expected a file");
    }
  }

  /** Prints the faults; tells whether there were any. */
  boolean complain(CommandSpec spec) {
    var err = spec.commandLine().getErr();
    faults.forEach(err::println);
    return !faults.isEmpty();
  }
}
