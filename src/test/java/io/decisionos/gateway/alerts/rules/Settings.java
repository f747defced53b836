package io.decisionos.gateway.alerts.rules;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import java.nio.charset.StandardCharsets;

/** Settings out of a text, for tests. */
public final class Settings {
  private Settings() {}

  /** The settings of a text without faults. */
  public static AlertSettings of(String text) {
    Section root = section(text);
    AlertSettings settings = AlertSettingsReader.read(root);
    if (!root.faults().isEmpty()) {
      throw new AssertionError(root.faults());
    }
    return settings;
  }

  static Section section(String text) {
    try {
      return Section.of(
          "alerts.yaml", YamlReader.read("alerts.yaml", text.getBytes(StandardCharsets.UTF_8)));
    } catch (YamlReader.InvalidYaml e) {
      throw new AssertionError(e);
    }
  }
}
