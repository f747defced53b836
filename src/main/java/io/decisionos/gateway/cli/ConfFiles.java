package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.FileForm;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.config.YamlSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Files under {@code conf/} as a sub-command reads them, without a gateway. */
record ConfFiles(Path conf) {

  /** One that is of no use here; the message says why. */
  static final class UnusableFile extends Exception {
    UnusableFile(String message) {
      super(message, null, false, false);
    }
  }

  YamlSource source(String name) throws UnusableFile {
    Path file = conf.resolve(name);
    try {
      Optional<Fault> form = FileForm.fault(name, file);
      if (form.isPresent()) {
        throw new UnusableFile(conf + "/" + form.get());
      }
      return YamlSource.of(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UnusableFile(file + ": found nothing to read, expected the file");
    }
  }

  <T> T read(YamlSource source, Function<Section, T> reader) throws UnusableFile {
    try {
      byte[] text = source.text().getBytes(StandardCharsets.UTF_8);
      Section root = Section.of(source.file(), YamlReader.read(source.file(), text));
      T value = reader.apply(root);
      if (!root.faults().isEmpty()) {
        throw new UnusableFile(conf + "/" + root.faults().get(0));
      }
      return value;
    } catch (InvalidYaml e) {
      throw new UnusableFile(conf + "/" + e.fault());
    }
  }
}
