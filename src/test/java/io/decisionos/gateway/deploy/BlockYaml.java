package io.decisionos.gateway.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as YAML in blocks, keys sorted, as Helm writes them. */
final class BlockYaml {
  private BlockYaml() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      var text = new StringBuilder();
      new TreeMap<>(map).forEach((key, inner) -> text.append(key).append(':').append(under(inner)));
      return text.toString();
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      var text = new StringBuilder();
      list.forEach(item -> text.append("- ").append(of(item).indent(2).strip()).append('\n'));
      return text.toString();
    }
    return scalar(value) + "\n";
  }

  private static String under(Object inner) {
    boolean isBlock =
        (inner instanceof Map<?, ?> map && !map.isEmpty())
            || (inner instanceof List<?> list && !list.isEmpty());
    return isBlock ? "\n" + of(inner).indent(2) : " " + scalar(inner) + "\n";
  }

  private static String scalar(Object value) {
    if (value instanceof String text && !text.matches("[A-Za-z][A-Za-z0-9./-]*|\\d+[A-Za-z]+")) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
    return value instanceof Map ? "{}" : value instanceof List ? "[]" : String.valueOf(value);
  }
}
