package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a gateway would read in its {@code gateway.yaml}, or another file beside it. */
final class GatewayFile {
  static final String NAME = "gateway.yaml";

  private GatewayFile() {}

  /**
   * The value of a setting, by the environment or by the file; empty if neither has one.
   *
   * @param setting with its section, such as {@code evidence.log_origin}
   * @throws IOException if the file cannot be read
   */
  static Optional<String> value(Path conf, String setting) throws IOException {
    String set = System.getenv(Overrides.variable(setting));
    return set == null ? written(conf.resolve(NAME), setting) : Optional.of(set);
  }

  /**
   * Likewise, by a file alone.
   *
   * @throws IOException if the file cannot be read
   */
  static Optional<String> written(Path file, String setting) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Optional<Object> found =
          Optional.of(YamlReader.read(file.toString(), Files.readAllBytes(file)).plain());
      for (String name : setting.split("\\.", -1)) {
        found = found.flatMap(from -> member(from, name));
      }
      return found.map(Object::toString);
    } catch (InvalidYaml e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  private static Optional<Object> member(Object from, String name) {
    return from instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
  }
}
