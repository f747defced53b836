package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a gateway would read of {@code evidence} in its {@code gateway.yaml}. */
final class EvidenceConf {
  private EvidenceConf() {}

  /**
   * The value of a key, by the environment or by the file; empty if neither has one.
   *
   * @throws IOException if the file cannot be read
   */
  static Optional<String> value(Path conf, String key) throws IOException {
    String set = System.getenv(Overrides.variable("evidence." + key));
    Path file = conf.resolve("gateway.yaml");
    if (set != null || !Files.exists(file)) {
      return Optional.ofNullable(set);
    }
    try {
      Object document = YamlReader.read(file.toString(), Files.readAllBytes(file)).plain();
      return member(document, "evidence")
          .flatMap(evidence -> member(evidence, key))
          .map(Object::toString);
    } catch (InvalidYaml e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  private static Optional<Object> member(Object from, String name) {
    return from instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
  }
}
