package io.decisionos.gateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Values that take precedence over those of a file, such as environment variables. Pure. */
@FunctionalInterface
public interface Overrides {
  /** The file alone counts. */
  Overrides NONE = path -> Optional.empty();

  /** The variable for a dotted path: of {@code a.b_c} it is {@code DECISIONOS_A_B_C}. */
  static String variable(String path) {
    return "DECISIONOS_" + path.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Those of variables, for whoever needs no short names. */
  static Overrides of(Function<String, Optional<String>> variables) {
    return path -> {
      String name = variable(path);
      return variables.apply(name).map(text -> new Value(name, text));
    };
  }

  /** The value for a dotted path, if there is one. */
  Optional<Value> at(String path);

  /**
   * One value.
   *
   * @param variable the name that a fault gives, such as {@code DECISIONOS_HTTP_PORT}
   */
  record Value(String variable, String text) {

    /** The ways to understand the text: typed, as plain text, as a list with commas. */
    List<YamlNode> readings() {
      YamlNode string = new YamlScalar(0, YamlScalar.Kind.STRING, text);
      List<YamlNode> items =
          Arrays.stream(text.split(","))
              .map(String::strip)
              .filter(item -> !item.isEmpty())
              .<YamlNode>map(item -> new YamlScalar(0, YamlScalar.Kind.STRING, item))
              .toList();
      return List.of(YamlTreeBuilder.typed(0, text, true), string, new YamlNode.Sequence(0, items));
    }

    String describe() {
      return '"' + text + '"';
    }
  }
}
