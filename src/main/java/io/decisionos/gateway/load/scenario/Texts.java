package io.decisionos.gateway.load.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads texts with placeholders, and fills those that stand for the environment. */
final class Texts {

  static final String PREFIX = "ENV.";

  private final Map<String, String> environment;

  /** A file's text, without the byte order mark that spreadsheets put before it. */
  static String read(Path file) throws IOException {
    String text = Files.readString(file);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  Texts(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The template of a text; a variable that is not set is a fault of {@code key}. */
  Template template(Fields fields, String key, String text) {
    return Template.of(text)
        .with(
            name -> {
              if (!name.startsWith(PREFIX)) {
                return Optional.empty();
              }
              String variable = name.substring(PREFIX.length());
              String value = environment.get(variable);
              if (value == null) {
                fields.fault(key, "${" + name + "}", "the variable " + variable + " to be set");
              }
              return Optional.of(value == null ? "" : value);
            });
  }
}
